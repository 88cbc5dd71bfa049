import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventIdOf, hash128 } from './event-id.ts';

describe('eventIdOf', () => {
  it('is the event id of the record', () => {
    expect(eventIdOf({ eventID: '9c5f-1', eventName: 'A' })).toBe('9c5f-1');
  });

  it.each([{}, { eventID: '' }, { eventID: 7 }, { eventID: null }, { eventID: 'x'.repeat(257) }])(
    'is a hash where the record has none, or one that no service writes: %o',
    (fields) => {
      expect(eventIdOf({ eventName: 'A', ...fields })).toMatch(/^hash-[0-9a-f]{32}$/);
    },
  );

  it('does not depend on the order of keys, at any level', () => {
    const one = JSON.parse(
      '{"eventName":"A","x":{"b":1,"a":[{"d":1,"c":2}]},"__proto__":{"y":1,"z":2}}',
    );
    const other = JSON.parse(
      '{"__proto__":{"z":2,"y":1},"x":{"a":[{"c":2,"d":1}],"b":1},"eventName":"A"}',
    );

    expect(eventIdOf(one)).toBe(eventIdOf(other));
  });

  it('differs when anything differs', () => {
    fc.assert(
      fc.property(fc.object(), fc.object(), (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        const [first, second] = [{ x: a }, { x: b }].map((record) =>
          JSON.parse(JSON.stringify(record)),
        );
        const isSame = JSON.stringify(sorted(first)) === JSON.stringify(sorted(second));
        expect(eventIdOf(first) === eventIdOf(second)).toBe(isSame);
      }),
    );
  });
});

describe('hash128', () => {
  it('has no collision among many similar texts', () => {
    const hashes = new Set(Array.from({ length: 50_000 }, (_, index) => hash128(`event ${index}`)));

    expect(hashes.size).toBe(50_000);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
