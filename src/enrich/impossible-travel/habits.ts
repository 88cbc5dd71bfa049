import type { Config } from '#src/model/config.ts';
import { dayMs } from '#src/model/time.ts';
import type { Tally } from '../history.ts';
import type { Networks } from '../networks.ts';
import { isSamePlace, type Located, whereabouts } from './places.ts';

export interface Habit {
  readonly place: Located;
  readonly calls: number;
  /** Whole days from the first to the last call there, and one. */
  readonly days: number;
}

/** A place counts as usual after this many calls over this many days. */
const enoughCalls = 5;
const enoughDays = 2;

/** The places of the month before, those with most calls first. */
export function habitsOf(
  used: readonly Tally[],
  networks: Networks,
  config: Config,
): readonly Habit[] {
  const places: { place: Located; calls: number; first: number; last: number }[] = [];
  for (const { values, count, firstSeen, lastSeen } of used) {
    const found = whereabouts(values[0] ?? '', networks, config);
    if ('why' in found) continue;
    const known = places.find(({ place }) => isSamePlace(place, found.place));
    if (known === undefined)
      places.push({ place: found.place, calls: count, first: firstSeen, last: lastSeen });
    else {
      known.calls += count;
      known.first = Math.min(known.first, firstSeen);
      known.last = Math.max(known.last, lastSeen);
    }
  }
  return places
    .map(({ place, calls, first, last }) => {
      return { place, calls, days: 1 + Math.floor((last - first) / dayMs) };
    })
    .toSorted((a, b) => b.calls - a.calls);
}

export function isUsual(place: Located, habits: readonly Habit[]): boolean {
  return habits.some(
    (habit) =>
      habit.calls >= enoughCalls && habit.days >= enoughDays && isSamePlace(habit.place, place),
  );
}
