import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RecordSource, WholeRecord } from '#src/model/record-source.ts';
import { anIamUser, aRecord } from '../../test/builders.ts';
import { generatedFiles } from '../../test/generated.ts';
import { eventFileText, fileText } from '../../test/json-texts.ts';
import { fileOf, scanned } from '../../test/scanned.ts';
import type { Table, TextList } from './batch/event-batch.ts';
import { BatchWriter } from './batch.ts';

const options = {
  hashKey: [3, 5] as const,
  compress: (bytes: Uint8Array) => new Uint8Array(bytes),
};

/** Writes batch after batch. Of names and kinds counts what was sent by now, for they go along when it pleases the writer. */
function createSender(): (sources: Iterable<RecordSource>, isKept: boolean) => unknown {
  const writer = new BatchWriter(options);
  const names = new Map<bigint, string>();
  const kinds = new Set<string>();
  return (sources, isKept) => {
    let count = 0;
    writer.start(isKept);
    for (const source of sources) writer.add(source, count++);
    const batch = writer.finish(isKept ? Uint8Array.of(31, 139) : undefined);
    if (batch === undefined) return undefined;
    for (const [index, name] of textsOf(batch.nameTexts).entries())
      names.set(batch.names.values[index] ?? 0n, name);
    for (const kind of rowsOf(batch.kinds)) kinds.add(kind);
    return { ...batch, names: new Map(names), nameTexts: undefined, kinds: new Set(kinds) };
  };
}

function textsOf({ bytes, ends }: TextList): readonly string[] {
  const decoder = new TextDecoder();
  return Array.from(ends, (end, index) =>
    decoder.decode(bytes.subarray(ends[index - 1] ?? 0, end)),
  );
}

function rowsOf({ count, values }: Table): readonly string[] {
  return Array.from({ length: count }, (_, row) =>
    values.filter((_value, at) => at % count === row).join(),
  );
}

/** A way to write files twice, parsed and scanned, with all that is learnt on the way. Both must give the same. */
function createComparison(): (text: string, isKept?: boolean) => void {
  const [sendScanned, sendParsed] = [createSender(), createSender()];
  return (text, isKept = true) => {
    expect(sendScanned(scannedSources(text), isKept)).toEqual(
      sendParsed(parsedSources(text), isKept),
    );
  };
}

function* scannedSources(text: string): Generator<RecordSource> {
  const list = scanned(text);
  for (let index = 0; index < list.count; index++) yield list.open(index);
}

function* parsedSources(text: string): Generator<RecordSource> {
  const whole = new WholeRecord();
  for (const record of JSON.parse(text).Records) yield whole.of(record);
}

/** Values that fields of an event may have instead of the usual one. */
const changes: Readonly<Record<string, readonly unknown[]>> = {
  eventID: ['00000000-0000-4000-8000-000000000001', 'ABC', '', 7, undefined],
  eventTime: ['2026-11-03T14:05:09Z', '2026-11-03T14:05:09.5Z', '2026-02-30T00:00:00Z', 7],
  eventSource: ['signin.amazonaws.com', 'sts.amazonaws.com', '', null],
  eventName: ['ConsoleLogin', 'AssumeRole', 'GetUser20150325', 'SwitchRole'],
  awsRegion: ['eu-central-1', null, undefined],
  recipientAccountId: ['444455556666', '', 111122223333, undefined],
  errorCode: ['AccessDenied', '', 7],
  errorMessage: ['No', '', 7],
  readOnly: ['true', false, undefined],
  managementEvent: ['true', false, undefined],
  sourceIPAddress: ['192.0.2.7', 'ec2.amazonaws.com', '', undefined],
  userAgent: ['Boto3/1.35', '', 7, undefined],
  userIdentity: [
    anIamUser('bob', '444455556666'),
    { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
    { type: 'AWSService' },
    { type: 'Unknown' },
    null,
  ],
  responseElements: [{ ConsoleLogin: 'Failure' }, { ConsoleLogin: 'Success' }, { userName: 'c' }],
  requestParameters: [
    { roleArn: 'arn:aws:iam::111122223333:role/r', roleSessionName: 's' },
    { bucketName: 'b', groupIds: ['sg-1', 'sg-2'] },
    { names: Array.from({ length: 9 }, (_, index) => `n${index}`) },
    'text',
  ],
  resources: [[{ ARN: 'arn:aws:s3:::b' }], [{ arn: 7 }], {}],
  sharedEventID: ['s', ''],
  unheardOf: [1],
};

describe('BatchWriter, of scanned records and of parsed ones', () => {
  it.each(['low', 'high'] as const)(
    'writes the same for an organisation under attack (%s)',
    (cardinality) => {
      const compare = createComparison();

      for (const text of generatedFiles({ cardinality })) compare(text);
    },
  );

  it('writes the same for whatever a file holds', () => {
    const compare = createComparison();

    fc.assert(
      fc.property(fc.oneof(fileText, eventFileText), fc.boolean(), (text, isKept) => {
        compare(text, isKept);
      }),
      { numRuns: 400 },
    );
  });

  it('writes the same when records differ in a few fields, one of which decides', () => {
    const base = aRecord({ readOnly: true, requestParameters: { bucketName: 'b' } });
    const change = fc
      .constantFrom(...Object.entries(changes))
      .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const));
    const event = fc
      .array(change, { maxLength: 3 })
      .map((changed) => ({ ...base, ...Object.fromEntries(changed) }));
    const compare = createComparison();

    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 20 }),
        fc.boolean(),
        fc.nat(9),
        (events, isKept, escaped) => {
          const text = fileOf(events);
          compare(escaped === 0 ? text.replace('"eventName"', '"event\\u004eame"') : text, isKept);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('writes the same when more callers come than are remembered', () => {
    const compare = createComparison();
    const callers = Array.from({ length: 12_000 }, (_, index) => index % 9_001);

    for (const order of [callers, callers.toReversed()]) {
      const events = order.map((caller) =>
        aRecord({
          userIdentity: anIamUser(`user${caller}`),
          sourceIPAddress: `198.51.100.${caller % 251}`,
          userAgent: `tool/${caller % 5_003}`,
          requestParameters: { bucketName: `bucket${caller % 6_007}`, keyId: `key${caller % 3}` },
        }),
      );
      compare(JSON.stringify({ Records: events }));
    }
  });
});
