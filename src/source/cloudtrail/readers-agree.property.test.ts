import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import {
  event,
  expectSameWhenScanned,
  gather,
  inPieces,
  limits,
  text,
} from '../../../test/reading.ts';

/** A JSON text that is put together from parts, so that a key may stand twice. */
const name = fc.constantFrom('Create', 'Delete', 'Get', 'Put');
const record = fc
  .tuple(name, fc.uuid(), fc.boolean())
  .map(([eventName, eventID, isPadded]) =>
    text({ ...event(eventName), eventID, ...(isPadded && { userAgent: 'x'.repeat(600) }) }),
  );
const lists = ['Records', 'Events', 'Messages', 'logEvents', 'events', 'Record\\u0073'];
const scalar = fc.constantFrom('1', '-2.5', 'null', 'true', '"text"', '"{\\"Records\\":[]}"');
const digest = fc.constant(['"digestS3Object":"a/b.json.gz"']);
const groundTruth = fc.constant(['"scenario":"a"', '"chain":[]', '"eventIds":[]']);

const { document } = fc.letrec<{
  document: string;
  list: string;
  member: string;
}>((tie) => ({
  document: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    { weight: 3, arbitrary: record },
    { weight: 1, arbitrary: scalar },
    { weight: 3, arbitrary: wrapper(tie('member')) },
    { weight: 1, arbitrary: tie('list') },
    { weight: 1, arbitrary: recordWith(tie('member')) },
  ),
  list: fc.array(tie('document'), { maxLength: 4 }).map((of) => `[${of.join(', ')}]`),
  member: fc.oneof(
    { weight: 5, arbitrary: member(fc.constantFrom(...lists), tie('list')) },
    { weight: 1, arbitrary: member(fc.constantFrom('detail', 'Sns'), tie('document')) },
    { weight: 1, arbitrary: member(fc.constantFrom('a', 'Records', 'eventIDs'), scalar) },
    { weight: 1, arbitrary: member(fc.constantFrom('Body', 'Message'), tie('document').map(text)) },
  ),
}));

function member(key: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(key, value).map(([of, what]) => `"${of}" :${what}`);
}

function wrapper(of: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const others = fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, digest, groundTruth);
  return fc
    .tuple(fc.array(of, { minLength: 1, maxLength: 4 }), others, fc.boolean())
    .map(([members, more, isFirst]) => (isFirst ? [...more, ...members] : [...members, ...more]))
    .map((members) => `{${members.join(',')}}`);
}

/** As an attacker would write it who knows how readers tell an envelope. */
function recordWith(of: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(record, of, fc.boolean())
    .map(([one, field, isFirst]) =>
      isFirst ? `{${field},${one.slice(1)}` : `${one.slice(0, -1)},${field}}`,
    );
}

const input = fc
  .tuple(
    fc.array(document, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('\n', '\r\n', '', ' \n'),
  )
  .map(([documents, between]) => documents.join(between));
const pieceBytes = fc.integer({ min: 1, max: 2_000 });

/** What every reader has to say of an input; where in it a fault lies is told in records by one, in bytes by the other. */
async function saidOf(...[content, which]: Parameters<typeof gather>) {
  const { values: found, ...others } = await gather(content, which);
  const { references, digests, insights, foreign, problems } = others;
  // Where one object has several lists, they are gone through in the order of the text, or of their keys.
  const values = found.toSorted((one, other) => (text(one) < text(other) ? -1 : 1));
  return { values, references, digests, insights, foreign, isWhole: problems.length === 0 };
}

function planted(json: string): readonly string[] {
  return [...json.matchAll(/eventID\\*":\\*"([0-9a-f-]{36})/g)].flatMap(([, id]) => id ?? []);
}

function idsOf(values: readonly RawRecord[]): readonly unknown[] {
  return values.map(({ eventID }) => eventID);
}

describe('whatever an input holds', () => {
  it('it is read alike as a whole, in pieces and with the scanner', async () => {
    await fc.assert(
      fc.asyncProperty(input, pieceBytes, async (json, size) => {
        const bytes = Buffer.from(json);

        expect(await saidOf(inPieces(bytes, size), limits)).toEqual(await saidOf(bytes, limits));
        await expectSameWhenScanned(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it('a size that makes readers go through it list by list hides none of its events silently', async () => {
    await fc.assert(
      fc.asyncProperty(input, pieceBytes, async (json, size) => {
        const bytes = Buffer.from(json);
        const whole = await saidOf(bytes, limits);

        const small = await saidOf(inPieces(bytes, size), { ...limits, recordBytes: 1_000 });

        const found = new Set(idsOf(small.values));
        const missing = idsOf(whole.values).filter((id) => !found.has(id));
        if (small.isWhole) expect(missing).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('no event of an envelope is lost for a key that stands there twice', async () => {
    const repeated = fc.array(
      fc.tuple(fc.constantFrom('Records', '\\u0052ecords'), fc.array(record, { maxLength: 3 })),
      { minLength: 1, maxLength: 4 },
    );

    await fc.assert(
      fc.asyncProperty(repeated, async (members) => {
        const json = `{${members.map(([key, of]) => `"${key}":[${of.join(',')}]`).join(',')}}`;

        const { values, isWhole } = await saidOf(Buffer.from(json), limits);

        expect(isWhole).toBe(true);
        expect(idsOf(values).toSorted()).toEqual(planted(json).toSorted());
      }),
      { numRuns: 200 },
    );
  });
});
