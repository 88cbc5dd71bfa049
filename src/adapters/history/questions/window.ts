import { hourMs } from '#src/model/time.ts';

/** A time that no event has, before or after all others; the database knows no infinity among whole numbers. */
const farthest = 2 ** 50;

/** Milliseconds since 1970: from inclusive, to exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export function earliestOf({ from }: Window): number {
  return within(from);
}

export function latestOf({ to }: Window): number {
  return within(to);
}

/** The same within the times that the database knows. */
export function windowOf(window: Window): Window {
  return { from: earliestOf(window), to: latestOf(window) };
}

/** The smallest window that holds all of these. */
export function spanOf(windows: readonly Window[]): Window {
  return {
    from: Math.min(...windows.map(earliestOf)),
    to: Math.max(...windows.map(latestOf)),
  };
}

export function isWholeHours({ from, to }: Window): boolean {
  return from % hourMs === 0 && to % hourMs === 0;
}

/** Throws a RangeError for what is no number: other processes ask too. */
function within(time: number): number {
  const whole = Math.trunc(Math.min(Math.max(time, -farthest), farthest));
  if (Number.isNaN(whole)) throw new RangeError('a time is no number');
  return whole;
}
