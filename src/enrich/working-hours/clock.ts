import { DateTime } from 'luxon';
import { dayMs, hourMs } from '#src/model/time.ts';

/** Hours of the week on a clock, from Monday midnight: 0–167. */
export interface Clock {
  hourOfWeek(time: number): number;
}

/** Clocks are put forward at night: asking for the difference to UTC once a day is right but for some hours of a year. */
export function clockOf(timeZone: string): Clock {
  const offsets = new Map<number, number>();

  function offsetOf(time: number): number {
    const day = Math.floor(time / dayMs);
    const known = offsets.get(day);
    if (known !== undefined) return known;
    const offset = DateTime.fromMillis(day * dayMs + dayMs / 2, { zone: timeZone }).offset * 60_000;
    offsets.set(day, offset);
    return offset;
  }

  return {
    hourOfWeek(time) {
      // 1 January 1970 was a Thursday.
      const hours = Math.floor((time + offsetOf(time)) / hourMs) + 3 * 24;
      return ((hours % 168) + 168) % 168;
    },
  };
}

const workDayHours = 9;
/** Hours that are worked at all: with fewer of them any pattern is an accident. */
const neededHours = 20;
const neededShare = 0.7;

/**
 * People work for some nine hours around one o'clock: how far the middle of what somebody did is from one o'clock UTC
 * tells the clock. Undefined when no nine hours stand out. `activeHours` are the starts of hours with any event.
 */
export function inferTimeZone(activeHours: readonly number[]): string | undefined {
  if (activeHours.length < neededHours) return undefined;
  const counts = Array.from({ length: 24 }, () => 0);
  for (const time of activeHours) {
    const hour = new Date(time).getUTCHours();
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  const worked = sumFrom(counts, busiestStart(counts, workDayHours), workDayHours);
  if (worked < neededShare * activeHours.length) return undefined;
  const offset = Math.round(13 - middleOf(counts));
  // The date line: UTC+12 rather than UTC-12.
  const zone = offset < -11 ? offset + 24 : offset;
  if (zone === 0) return 'UTC';
  return zone > 0 ? `UTC+${zone}` : `UTC${zone}`;
}

/** Mean hour of a circular day, 0 to 24. */
function middleOf(counts: readonly number[]): number {
  let [x, y] = [0, 0];
  for (const [hour, count] of counts.entries()) {
    const angle = ((hour + 0.5) / 24) * 2 * Math.PI;
    x += count * Math.cos(angle);
    y += count * Math.sin(angle);
  }
  const middle = (Math.atan2(y, x) / (2 * Math.PI)) * 24;
  // Rounded, so that hours that lie evenly around a middle do not depend on the last digit of a sine.
  return Math.round(((middle + 24) % 24) * 1e6) / 1e6;
}

/** The first of the hours from which `length` hours of a circular day hold the most. */
export function busiestStart(counts: readonly number[], length: number): number {
  const sums = counts.map((_, start) => sumFrom(counts, start, length));
  return sums.indexOf(Math.max(...sums));
}

export function sumFrom(counts: readonly number[], start: number, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1)
    sum += counts[(start + index) % counts.length] ?? 0;
  return sum;
}
