import type { Scalar } from '../condition.ts';
import type { Ask } from '../item-test.ts';
import type { Chain, Comparison, TimePart } from './chain.ts';
import { timePartOf, timePartRanges } from './time-part.ts';

const decimal = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** The number that a value is or spells. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.length > 40 || !decimal.test(value)) return undefined;
  return Number(value);
}

/** lt, lte, gt, gte, and the parts of a time. Throws a TypeError with the reason for a value that makes no sense. */
export function compileComparison(value: Scalar, { comparison, timePart }: Chain): Ask {
  const limit = numberOf(value);
  if (limit === undefined) throw new TypeError(`${timePart ?? comparison} needs a number`);
  if (timePart !== undefined) checkRange(limit, timePart);
  const holds = comparison === undefined ? equals(limit) : comparers[comparison](limit);
  return (reading) =>
    reading.values.some((seen) => {
      const number = timePart === undefined ? numberOf(seen) : timePartOf(seen, timePart);
      return number !== undefined && holds(number);
    });
}

type Holds = (number: number) => boolean;

function equals(limit: number): Holds {
  return (number) => number === limit;
}

const comparers: Readonly<Record<Comparison, (limit: number) => Holds>> = {
  lt: (limit) => (number) => number < limit,
  lte: (limit) => (number) => number <= limit,
  gt: (limit) => (number) => number > limit,
  gte: (limit) => (number) => number >= limit,
};

function checkRange(limit: number, part: TimePart): void {
  const [low, high] = timePartRanges[part];
  if (Number.isInteger(limit) && limit >= low && limit <= high) return;
  throw new TypeError(`${part} is a number from ${low} to ${high}`);
}
