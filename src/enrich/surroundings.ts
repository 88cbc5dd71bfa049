import { dayMs, hourMs } from '#src/model/time.ts';
import type { Subject } from './enrichment.ts';
import type { TallyQuestion, Where } from './history.ts';

/** Below this many days behind it, “new” and “unusual” say little. */
export const neededDays = 14;

/** Why nothing is called new or unusual yet. */
export function tooLittleHistory(days: number, whose: 'this actor' | 'this account'): string {
  return `not enough history of ${whose}: ${days} days, ${neededDays} are needed`;
}

/** Milliseconds since 1970: from inclusive, to exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Twelve hours before the alert's first call and twelve after it; what surrounds that one tells the most. Whole hours, so
 * that the alerts of one hour ask the same.
 */
export function dayAround({ firstSeen }: Subject): Window {
  const hour = Math.floor(firstSeen / hourMs) * hourMs;
  return { from: hour - 12 * hourMs, to: hour + 13 * hourMs };
}

/** The 30 days before the day around the alert. Whole days of UTC, so that the alerts of one day ask the same. */
export function monthBefore(subject: Subject): Window {
  const to = Math.floor(dayAround(subject).from / dayMs) * dayMs;
  return { from: to - 30 * dayMs, to };
}

/** What the actor did in the day around the alert, by hour and call: units that ask this ask it together. */
export function dayOfActor(subject: Subject): TallyQuestion {
  return {
    where: { actor: subject.actor.key },
    ...dayAround(subject),
    by: ['hour', 'action'],
    limit: 2_000,
  };
}

/** When the actor was active in the month before, by hour: units that ask this ask it together. */
export function hoursOfActor(subject: Subject): TallyQuestion {
  return {
    where: { actor: subject.actor.key },
    ...monthBefore(subject),
    by: ['hour'],
    limit: 30 * 24,
  };
}

/**
 * From which addresses these calls came in the month before the alert's day. Several enrichments ask this about the
 * actor: as long as they ask it in the same words, the history answers once.
 */
export function addressesUsed(subject: Subject, where: Where): TallyQuestion {
  return { where, ...monthBefore(subject), by: ['ip'], limit: 300 };
}

/** Whole days from the first of these times until the end of the window; 0 when there are none. */
export function daysBehind(times: readonly number[], { to }: Window): number {
  const first = times.reduce((a, b) => Math.min(a, b), to);
  return Math.max(0, Math.floor((to - first) / dayMs));
}
