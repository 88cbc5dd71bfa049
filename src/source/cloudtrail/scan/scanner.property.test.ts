import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { readUuid } from '#src/normalize/batch/event-id-number.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { damagedBytes, fileText, oddText } from '../../../../test/json-texts.ts';
import { fileOf, parsedRecords, scan, scanned } from '../../../../test/scanned.ts';
import { scannedFields } from './fields.ts';

const knownNames = scannedFields.map(([name]) => name);
const strangers = ['__proto__', 'constructor', 'toString', 'unheardOf', 'a.b', ''];

/** All that a source says of a record, and what it should say. */
function saidOf(source: RecordSource, names: readonly string[]) {
  return {
    fields: names.map((name) => source.field(name)),
    lazy: knownNames.map((name) => source.lazy[name]),
    json: JSON.stringify(source.lazy),
    whole: source.whole(),
  };
}

function expectedOf(record: RawRecord, names: readonly string[]): ReturnType<typeof saidOf> {
  const own = (name: string) => (Object.hasOwn(record, name) ? record[name] : undefined);
  return {
    fields: names.map(own),
    lazy: knownNames.map(own),
    json: JSON.stringify(record),
    whole: record,
  };
}

/** The two numbers of a record are not always there, but never wrong. */
function areNumbersRight(source: RecordSource, record: RawRecord): boolean {
  const { canonicalTime } = source;
  if (canonicalTime >= 0 && canonicalTime !== eventTimeOf(record)) return false;
  const [words, expected] = [new Uint32Array(4), new Uint32Array(4)];
  if (!source.readUuid(words)) return true;
  return readUuid(String(record['eventID']), expected) && words.join() === expected.join();
}

function isRight(source: RecordSource, record: RawRecord): boolean {
  const names = [...new Set([...knownNames, ...strangers, ...Object.keys(record)])];
  return (
    areNumbersRight(source, record) &&
    isDeepStrictEqual(saidOf(source, names), expectedOf(record, names))
  );
}

/** Whether the scanner took the text; throws when it says of it anything that the parser does not. */
function agrees(bytes: Buffer): boolean {
  const list = scan(bytes);
  if (list === undefined) return false;
  const records = parsedRecords(bytes);
  if (records === undefined || records.length !== list.count)
    throw new Error('the parser does not take it');
  // From the last to the first and back, for one object speaks of all.
  const places = [...records.keys()];
  for (const index of [...places.toReversed(), ...places]) {
    if (!isRight(list.open(index), records[index] ?? {}))
      throw new Error(`the parser says something else of record ${index}`);
  }
  return true;
}

describe('the scanner', () => {
  it('takes every file in any spelling that JSON allows, and says of it what the parser says', () => {
    fc.assert(
      fc.property(fileText, (text) => {
        expect(agrees(Buffer.from(text))).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it('never says anything else than the parser of odd texts', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        agrees(Buffer.from(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never says anything else than the parser of damaged bytes', () => {
    fc.assert(
      fc.property(damagedBytes, (bytes) => {
        agrees(bytes);
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes whatever objects a serializer writes', () => {
    const record = fc.dictionary(
      fc.oneof(fc.constantFrom(...knownNames), fc.string()),
      fc.jsonValue(),
    );

    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (records) => {
        expect(agrees(Buffer.from(fileOf(records)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('never overlooks a text that a value holds', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'B', 's', 'Z', '-', '[', '@', '`', '{', ' '),
      minLength: 3,
    });
    const record = fc.dictionary(
      fc.string(),
      fc.oneof(
        fc.string(),
        word,
        word.map((of) => ({ a: [of] })),
      ),
    );

    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1 }),
        word,
        fc.nat(),
        fc.nat(),
        (records, other, from, size) => {
          const list = scanned(fileOf(records));
          for (const [index, one] of records.entries()) {
            const held = JSON.stringify(Object.values(one)).match(/[aBsZ[@`{ -]{3,}/)?.[0] ?? other;
            const start = from % (held.length - 2);
            const needle = held.slice(start, start + 3 + (size % 62)).toLowerCase();
            const isPlain = !/[^ -~]|\\/.test(JSON.stringify(records));
            const isThere = JSON.stringify(one).toLowerCase().includes(needle);

            const mayHold = list.open(index).mayHold(needle);

            // Where a letter may be written otherwise, the answer may be yes without need.
            if (isThere || isPlain) expect(mayHold).toBe(isThere);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives the same digest for fields that are written alike, and no other', () => {
    const names = ['eventName', 'userAgent', 'requestParameters'] as const;
    const long = fc
      .tuple(fc.nat(5_000), fc.constantFrom('a', 'b'))
      .map(([length, of]) => of.repeat(length));
    const part = fc.record({
      eventName: fc.option(fc.oneof(fc.string(), long), { nil: undefined }),
      userAgent: fc.option(fc.oneof(fc.string(), long), { nil: undefined }),
      requestParameters: fc.option(fc.jsonValue(), { nil: undefined }),
    });
    const other = fc.record({ errorCode: fc.string(), responseElements: fc.jsonValue() });
    const pair = fc.oneof(
      part.map((one) => [one, one] as const),
      fc.tuple(part, part),
      fc.tuple(part, fc.constantFrom(...names), fc.nat(), fc.nat(6)).map(changed),
    );

    fc.assert(
      fc.property(pair, other, other, ([one, two], first, second) => {
        const list = scanned(
          fileOf([
            { ...one, ...first },
            { ...second, ...two },
          ]),
        );
        const [low, high] = [0, 1].map((index) => {
          const halves = new Uint32Array(2);
          list.open(index).digest(names, halves);
          return halves.join();
        });

        const alike = names.every(
          (name) => JSON.stringify(one[name]) === JSON.stringify(two[name]),
        );
        expect(low === high).toBe(alike);
      }),
      { numRuns: 600 },
    );
  });
});

type Part = Readonly<Record<'eventName' | 'userAgent' | 'requestParameters', unknown>>;

/** A record, and the same with one bit of one field's text flipped where that leaves a text. */
function changed([part, name, place, bit]: readonly [Part, keyof Part, number, number]): readonly [
  Part,
  Part,
] {
  // A generated object may have a `toString` of its own.
  const text = JSON.stringify(part[name] ?? 'x');
  const at = place % Math.max(1, text.length);
  const flipped =
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
  return [
    { ...part, [name]: text },
    { ...part, [name]: flipped },
  ];
}
