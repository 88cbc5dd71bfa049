import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { generatedFiles } from '../../../test/generated.ts';
import { packDocuments, packEvents } from '../../../test/rule-pack.ts';
import { fileOf, scanned } from '../../../test/scanned.ts';
import { compileMatcher } from './matcher.ts';
import { parseRules, type RuleDocument } from './parse.ts';
import type { Derive } from './record-view.ts';

/** Two matchers of the same rules: both have to find the same, file after file, whatever they remember. */
function createComparison(
  documents: readonly RuleDocument[],
  derive: Derive,
): (text: string) => number {
  const { rules, filters, problems } = parseRules(documents);
  expect(problems).toEqual([]);
  const [one, other] = [
    compileMatcher(rules, { filters, derive }),
    compileMatcher(rules, { filters, derive }),
  ];
  return (text) => {
    const list = scanned(text);
    const records: readonly RawRecord[] = JSON.parse(text).Records;
    const found = records.map((_, index) => ({
      rules: [...one.matcher.matchSource(list.open(index))],
      taken: one.matcher.taken,
    }));

    expect(found).toEqual(
      records.map((record) => ({
        rules: [...other.matcher.match(record)],
        taken: other.matcher.taken,
      })),
    );
    expect(one.matcher.quieted).toEqual(other.matcher.quieted);
    return found.flatMap(({ rules }) => rules).length;
  };
}

function document(body: object, index: number): RuleDocument {
  const logsource = { product: 'aws', service: 'cloudtrail' };
  return { file: `${index}.yml`, text: stringify({ title: `rule ${index}`, logsource, ...body }) };
}

/** Everything that the configuration may quiet, by fields of the head, of the body, and derived ones. */
const filters = [
  { job: { 'userIdentity.arn|contains': 'alice' }, condition: 'job' },
  { job: { 'requestParameters.bucketName|exists': true }, condition: 'job' },
  { job: { 'cairn.actor.class': 'workload' }, condition: 'not job' },
].map((filter, index) => document({ filter: { rules: 'any', ...filter } }, 9_000 + index));

describe('the rule pack', () => {
  const settings = { ownAccounts: new Set(['111122223333', '444455556666']) };
  const derive = (record: RawRecord) => deriveFields(record, settings);

  it('finds in scanned records what it finds in parsed ones, in an organisation under attack', () => {
    const compare = createComparison(packDocuments, derive);

    const matches = generatedFiles({ cardinality: 'low' }).map(compare);

    expect(matches.reduce((sum, count) => sum + count)).toBeGreaterThan(100);
  });

  it('finds the same in its own examples, again and again', () => {
    const compare = createComparison([...packDocuments, ...filters], derive);
    const events = packEvents();

    for (const some of [events, events.toReversed(), events])
      expect(compare(fileOf(some))).toBeGreaterThan(0);
  });
});

const names = ['GetObject', 'PutObject', 'x'];
const item = fc.oneof(
  fc.tuple(
    fc.constantFrom('eventName', 'eventName|neq', 'errorCode', 'errorCode|startswith'),
    fc.constantFrom(...names, ''),
  ),
  fc.tuple(
    fc.constantFrom('userAgent|contains', 'userIdentity.type', 'userIdentity.arn'),
    fc.constantFrom('x', 'y'),
  ),
  fc.tuple(
    fc.constantFrom(
      'requestParameters.x',
      'requestParameters.x.y',
      'resources.ARN',
      'tlsDetails.x',
    ),
    fc.constantFrom('x', 'y', null),
  ),
  fc.tuple(
    fc.constantFrom('a', 'a.b', 'a.b.c', 'other', '__proto__.x'),
    fc.constantFrom('x', 'y', 1, null),
  ),
  fc.tuple(
    fc.constantFrom(
      'eventTime|exists',
      'a.b|exists',
      'other|exists',
      'userIdentity.arn|exists',
      'constructor|exists',
    ),
    fc.boolean(),
  ),
  fc.tuple(fc.constantFrom('eventTime|hour', 'eventTime|minute'), fc.constantFrom(1, 2)),
  fc.tuple(
    fc.constantFrom('errorCode|fieldref', 'other|fieldref'),
    fc.constantFrom('eventName', 'requestParameters.x'),
  ),
  fc.tuple(fc.constantFrom('cairn.head', 'cairn.body', 'cairn.whole'), fc.constantFrom('x', 'y')),
);
const keyword = fc.constantFrom(
  'x',
  'get',
  'FOR',
  'f?rget',
  'for/get',
  'ö',
  '*get',
  'e+21',
  'infinity',
);
const search = fc.oneof(
  { weight: 5, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }).map(Object.fromEntries) },
  { weight: 1, arbitrary: fc.array(keyword, { minLength: 1, maxLength: 2 }) },
);
const condition = fc.constantFrom('s and t', 's or t', 's and not t', 'not s', '1 of them', 's');
const detection = fc.record({ s: search, t: search, condition });

const leaf = fc.constantFrom('x', 'y', 1, null, 'forget', 'For/Get', 'för get', 1e5, 1e21);
const tree = fc.oneof(
  leaf,
  fc.dictionary(fc.constantFrom('x', 'y', 'b', 'x.y', 'ARN'), leaf),
  fc.array(leaf, { maxLength: 2 }),
);
const record = fc.record(
  {
    eventName: fc.constantFrom(...names),
    eventSource: fc.constant('s3.amazonaws.com'),
    eventTime: fc.constantFrom('2026-01-01T01:02:00Z', '2026-01-01T02:01:00Z', 'x'),
    errorCode: fc.constantFrom('x', 'GetObject'),
    userAgent: fc.constantFrom('x', 'y'),
    userIdentity: fc.record({ type: leaf, arn: leaf }, { requiredKeys: [] }),
    requestParameters: tree,
    resources: tree,
    tlsDetails: tree,
    a: fc.oneof(tree, fc.record({ b: tree })),
    'a.b': tree,
    'userIdentity.arn': leaf,
    other: leaf,
  },
  { requiredKeys: [] },
);

/** Fields of which each reads a different part of the record, and only when a rule asks for it. */
const derive: Derive = (of) => ({
  cairn: {
    get head() {
      return of['userAgent'];
    },
    get body() {
      return of['requestParameters'];
    },
    get whole() {
      return JSON.stringify(of).slice(-3, -2);
    },
  },
});

describe('the matcher', () => {
  it('finds in scanned records what it finds in parsed ones, whatever the rules and records', () => {
    fc.assert(
      fc.property(
        fc.array(detection, { minLength: 1, maxLength: 5 }),
        fc.array(detection, { maxLength: 2 }),
        fc.array(record, { minLength: 1, maxLength: 12 }),
        fc.nat(12),
        (detections, quiet, records, escaped) => {
          const rules = detections.map((one, index) => document({ detection: one }, index));
          const filters = quiet.map((one, index) =>
            document({ filter: { rules: 'any', ...one } }, 50 + index),
          );
          const compare = createComparison([...rules, ...filters], derive);
          const text = fileOf(records);

          compare(text);
          compare(
            text.replaceAll('"userAgent"', escaped < 3 ? '"userA\\u0067ent"' : '"userAgent"'),
          );
          compare(fileOf(records.toReversed()).replaceAll('100000', '1e999'));
        },
      ),
      { numRuns: 250 },
    );
  });
});
