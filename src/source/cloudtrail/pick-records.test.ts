import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickRecords } from './pick-records.ts';

/** What is hard to walk over: quotes, backslashes, brackets, the key itself. */
const hostileText = fc
  .array(
    fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', '"Records":[', '\u0000', 'é', '𝒳', 'a'),
  )
  .map((parts) => parts.join(''));

const hostileValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    hostileText,
    fc.constantFrom(null, true, 0, -1.5e300),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(hostileText, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const hostileRecord = fc.dictionary(hostileText, hostileValue, {
  maxKeys: 5,
  noNullPrototype: true,
});

function placesOf(records: readonly unknown[], isWanted: readonly boolean[]): readonly number[] {
  return records.flatMap((_, index) => (isWanted[index % isWanted.length] ? [index] : []));
}

describe('pickRecords', () => {
  it('finds what parsing the whole text finds, whatever the strings hold', () => {
    const many = fc.array(hostileRecord, { minLength: 1, maxLength: 12 });
    const wanted = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(many, wanted, (records, isWanted) => {
        const bytes = Buffer.from(JSON.stringify({ Records: records }));
        const places = placesOf(records, isWanted);

        const found = pickRecords(bytes, places);

        const { Records: parsed } = JSON.parse(bytes.toString());
        expect(found).toEqual(places.map((place) => parsed[place]));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { what: 'indented', text: '{ "Records" : [\n {"a":1},\n {"a":2},\n {"a":3} ] }' },
    { what: 'with space between records', text: '{"Records":[{"a":1}, {"a":2} , {"a":3}]}' },
    { what: 'after another key', text: '{"v":[{}],"Records":[{"a":1},{"a":2},{"a":3}]}' },
    {
      what: 'under a key that comes twice',
      text: '{"Records":[{"a":7},{"a":8},{"a":9}],"Records":[{"a":1},{"a":2},{"a":3}]}',
    },
    {
      what: 'under a key spelled otherwise',
      text: '{"Records":[{"a":7},{"a":8},{"a":9}],"Rec\\u006frds":[{"a":1},{"a":2},{"a":3}]}',
    },
    { what: 'before another key', text: '{"Records":[{"a":1},{"a":2},{"a":3}],"v":"\\u0000"}\n' },
    { what: 'that speak of records', text: '{"Records":[{"a":1},{"a":2},{"a":3},{"Records":[]}]}' },
    { what: 'after a mark', text: '\uFEFF{"Records":[{"a":1},{"a":2},{"a":3}]}' },
  ])('finds records $what', ({ text }) => {
    expect(pickRecords(Buffer.from(text), [2])).toEqual([{ a: 3 }]);
  });

  it('keeps a key named __proto__ as data', () => {
    const bytes = Buffer.from('{"Records":[{},{},{"__proto__":{"a":1}}]}');

    const [record] = pickRecords(bytes, [2]);

    expect(Object.keys(record ?? {})).toEqual(['__proto__']);
  });

  it('takes invalid UTF-8 as it is read elsewhere', () => {
    const bytes = Buffer.from('{"Records":[{},{},{"a":"?"}]}');
    bytes[bytes.indexOf('?')] = 0xff;

    expect(pickRecords(bytes, [2])).toEqual([{ a: '\uFFFD' }]);
  });

  it.each([
    { what: 'a place beyond the end', text: '{"Records":[{},{}]}' },
    { what: 'a text that ends early', text: '{"Records":[{},{},{"a":' },
    { what: 'no list', text: '{"Records":7}' },
    { what: 'something else than a record', text: '{"Records":[{},{},3]}' },
  ])('throws for $what', ({ text }) => {
    expect(() => pickRecords(Buffer.from(text), [2])).toThrow();
  });
});
