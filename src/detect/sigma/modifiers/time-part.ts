import { dayMs } from '#src/model/time.ts';
import type { TimePart } from './chain.ts';

const isoTime = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/;

export const timePartRanges: Readonly<Record<TimePart, readonly [number, number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [0, 9999],
};

/** A part of an ISO 8601 time as it is written, time zones not being converted; undefined when it is no such time. */
export function timePartOf(value: unknown, part: TimePart): number | undefined {
  const match = typeof value === 'string' ? isoTime.exec(value) : null;
  if (match === null) return undefined;
  const [year, month, day, hour, minute] = match.slice(1).map((digits) => digits && Number(digits));
  if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') {
    return undefined;
  }
  const parts = { year, month, day, hour, minute, week: isoWeek(year, month, day) };
  const found = parts[part];
  return typeof found === 'number' ? found : undefined;
}

/** ISO 8601 week: the one that holds the year's first Thursday is week 1. */
function isoWeek(year: number, month: number, day: number): number {
  const date = Date.UTC(year, month - 1, day);
  const weekday = (new Date(date).getUTCDay() + 6) % 7;
  const thursday = date + (3 - weekday) * dayMs;
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - newYear) / (7 * dayMs)) + 1;
}
