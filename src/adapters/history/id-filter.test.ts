import { describe, expect, it } from 'vitest';
import { IdFilter } from './id-filter.ts';

function words(count: number, of: (index: number) => number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => of(index));
}

describe('IdFilter', () => {
  it('never forgets an id', () => {
    const filter = new IdFilter(12);
    const highs = words(2_000, (index) => Math.imul(index, 0x9e3779b1));
    const lows = words(2_000, (index) => Math.imul(index, 0x85ebca6b));

    for (let at = 0; at < 2_000; at += 2) filter.add(highs, lows, at);

    for (let at = 0; at < 2_000; at += 2) expect(filter.add(highs, lows, at)).toBe(true);
  });

  it.each([
    [
      'random ids',
      (index: number) => Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(index, 0x27d4eb2f),
    ],
    ['ids that count upwards', (index: number) => index],
  ])('takes few of %s for others, with 26 bits for each', (_what, of) => {
    const filter = new IdFilter(20);
    const count = 40_000;
    const highs = words(2 * count, (index) => of(index + 1));
    const lows = words(2 * count, (index) => of(index * 3));
    let wrong = 0;

    for (let at = 0; at < 2 * count; at += 2) if (filter.add(highs, lows, at)) wrong++;

    expect(wrong).toBeLessThan(count / 5_000);
  });
});
