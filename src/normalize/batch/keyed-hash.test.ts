import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyedHash } from './keyed-hash.ts';

function numberOf(text: string, key: readonly [number, number] = [1, 2]): string {
  const hash = new KeyedHash(key);
  hash.text(text);
  return `${hash.high}.${hash.low}`;
}

describe('KeyedHash', () => {
  it('gives equal texts one number and different texts different ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(numberOf(a) === numberOf(b)).toBe(a === b);
      }),
    );
  });

  it.each([
    ['a', 'a\u0000'],
    ['ab', 'ab\uFFFF'],
    ['\u0000', '\u0000\u0000'],
    ['a\u0002', 'a'],
  ])('tells %j from %j', (a, b) => {
    expect(numberOf(a)).not.toBe(numberOf(b));
  });

  it('depends on its key', () => {
    expect(numberOf('alice', [1, 2])).not.toBe(numberOf('alice', [1, 3]));
    expect(numberOf('alice', [1, 2])).not.toBe(numberOf('alice', [2, 1]));
  });

  it('is 0 for the empty text alone', () => {
    expect(numberOf('')).toBe('0.0');
    expect(numberOf('\u0000')).not.toBe('0.0');
  });

  it('spreads numbers that count upwards over all bits', () => {
    const hash = new KeyedHash([3, 4]);
    const seen = new Set<number>();
    for (let value = 0; value < 10_000; value++) {
      hash.numbers(Uint32Array.of(value));
      seen.add(hash.low & 0xffff);
    }

    expect(seen.size).toBeGreaterThan(8_500);
  });
});
