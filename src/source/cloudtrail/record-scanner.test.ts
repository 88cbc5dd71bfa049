import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Config } from '#src/model/config.ts';
import { Found } from './found.ts';
import { RecordScanner } from './record-scanner.ts';

const limits = Config.parse({}).limits;

/** Values that try to look like structure. */
const value = fc.oneof(
  fc.string(),
  fc.constantFrom('{', '}', '","eventName":"', '{"eventName":"x"', '\\', '\n{', 'é', '\u0000'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), { maxLength: 3 }),
);

const record = fc.record({
  eventVersion: fc.constant('1.09'),
  eventName: fc.string(),
  eventSource: fc.constant('iam.amazonaws.com'),
  eventTime: fc.constant('2026-11-20T00:00:00Z'),
  requestParameters: fc.dictionary(fc.string(), value, { maxKeys: 4 }),
  eventID: fc.uuid(),
});

/** A record that was cut off inside a string, which breaks everything that follows for a reader that only counts. */
const part = fc.oneof(
  { weight: 3, arbitrary: record.map((good) => ({ good, text: JSON.stringify(good) })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(record, fc.nat())
      .map(([whole, at]) => ({ good: undefined, text: cutAt(JSON.stringify(whole), at) })),
  },
);

describe('RecordScanner', () => {
  it.each([
    { name: 'lines', before: '', between: '\n', after: '\n' },
    { name: 'a CloudTrail file', before: '{"Records":[', between: ',', after: ']}' },
    { name: 'a list', before: '[', between: ',\n', after: ']' },
  ])(
    'finds exactly the good ones among broken records in $name, in pieces of any size',
    (shape) => {
      fc.assert(
        fc.property(
          fc.array(part, { minLength: 1, maxLength: 12 }),
          fc.integer({ min: 1, max: 400 }),
          (parts, size) => {
            const text =
              shape.before + parts.map((each) => each.text).join(shape.between) + shape.after;

            const found = scan(Buffer.from(text), size);

            expect(found).toEqual(parts.flatMap(({ good }) => (good ? [good] : [])));
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});

function scan(bytes: Buffer, size: number): readonly unknown[] {
  const found = new Found('input');
  const scanner = new RecordScanner(found, limits);
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  scanner.end();
  return JSON.parse(JSON.stringify(found.take(0).values));
}

/** In one of the top-level strings, never after a colon or bracket that would make the next record part of this one. */
function cutAt(text: string, at: number): string {
  const names = [...text.matchAll(/"(eventVersion|eventSource|eventTime)":"/g)];
  const name = names[at % names.length];
  return text.slice(0, (name?.index ?? 0) + (name?.[0].length ?? 0) + 3);
}
