import type { Tally } from '../history.ts';
import type { Baseline } from './schema.ts';

type Rate = Baseline['rates'][number];
type Measure = Rate['measure'];

/** What an actor did in one hour. */
export interface ActiveHour {
  /** Milliseconds since 1970. */
  readonly hour: number;
  readonly calls: number;
  readonly writes: number;
  readonly errors: number;
  /** Absent where only some of the actions were looked at. */
  readonly distinctActions?: number;
}

/** By hour alone, or by hour and action: then actions are counted too. */
export function hoursOf(rows: readonly Tally[]): readonly ActiveHour[] {
  const withActions = rows.some(({ values }) => values.length > 1);
  return [...Map.groupBy(rows, ({ values }) => Number(values[0]))]
    .map(([hour, those]) => ({
      hour,
      calls: sum(those, 'count'),
      writes: sum(those, 'writes'),
      errors: sum(those, 'failed'),
      ...(withActions && { distinctActions: those.length }),
    }))
    .toSorted((a, b) => a.hour - b.hour);
}

function sum(rows: readonly Tally[], what: 'count' | 'writes' | 'failed'): number {
  return rows.reduce((total, row) => total + row[what], 0);
}

const numberFor: Readonly<Record<Measure, (hour: ActiveHour) => number | undefined>> = {
  calls: ({ calls }) => calls,
  distinctActions: ({ distinctActions }) => distinctActions,
  writes: ({ writes }) => writes,
  errors: ({ errors }) => errors,
  writeRatio: ({ writes, calls }) => ratio(writes, calls),
  errorRatio: ({ errors, calls }) => ratio(errors, calls),
};

function ratio(part: number, all: number): number {
  return all === 0 ? 0 : part / all;
}

/** The median absolute deviation of a normal distribution, in its standard deviations, inverted. */
const toDeviations = 1.4826;
/** A deviation is never taken for smaller, or one call more than always would be a sensation. */
const leastDeviation: Readonly<Record<Measure, number>> = {
  calls: 2,
  distinctActions: 1,
  writes: 1,
  errors: 1,
  writeRatio: 0.1,
  errorRatio: 0.1,
};
const unusualScore = 3.5;
const unusualAbove = 0.95;
/** A ratio of fewer calls says nothing. */
const callsForRatio = 5;

/** One hour against earlier ones. `enough` false: nothing is called unusual. */
export function rateOf(
  measure: Measure,
  hour: ActiveHour,
  earlier: readonly ActiveHour[],
  enough: boolean,
): Rate | undefined {
  const now = numberFor[measure](hour);
  const before = earlier.flatMap((one) => numberFor[measure](one) ?? []).toSorted((a, b) => a - b);
  if (now === undefined || before.length === 0) return undefined;
  const median = medianOf(before);
  const away = before.map((value) => Math.abs(value - median)).toSorted((a, b) => a - b);
  const mad = medianOf(away);
  const deviation = Math.max(toDeviations * mad, leastDeviation[measure], 0.1 * median);
  const score = (now - median) / deviation;
  const above = before.filter((value) => value < now).length / before.length;
  const isRatio = measure === 'writeRatio' || measure === 'errorRatio';
  const says = enough && (!isRatio || hour.calls >= callsForRatio);
  return {
    measure,
    now: round(now),
    median: round(median),
    mad: round(mad),
    score: round(score),
    above: round(above),
    hours: before.length,
    unusual: says && score >= unusualScore && above >= unusualAbove,
  };
}

/** Of values that are sorted. */
function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
