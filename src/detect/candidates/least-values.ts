import type { Correlation, Threshold } from '../sigma/correlate/correlation.ts';

const counting: ReadonlySet<string> = new Set([
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
]);

/** More are not counted: see `Sieve`. */
const mostCounted = 10_000;

/**
 * How many different events, values or rules a window must hold at least to fulfil the condition; 1 where that cannot be
 * said, for any event may then be enough.
 */
export function leastValues({ type, expression, thresholds }: Correlation): number {
  if (!counting.has(type) || expression !== undefined) return 1;
  const least = Math.max(1, ...thresholds.map(leastOf));
  return least > mostCounted ? 1 : least;
}

function leastOf({ operator, value }: Threshold): number {
  if (operator === 'gt') return Math.floor(value) + 1;
  return operator === 'gte' || operator === 'eq' ? Math.ceil(value) : 1;
}
