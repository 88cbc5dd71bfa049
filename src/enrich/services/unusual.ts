import { isoTime } from '#src/model/time.ts';
import type { Tally } from '../history.ts';
import type { oddities, Services } from './schema.ts';

/** Most events, writes and failures that an active hour of this actor usually has. */
export interface Limits {
  readonly events: number;
  readonly writes: number;
  readonly failed: number;
}

export interface Hour {
  /** Milliseconds since 1970. */
  readonly hour: number;
  readonly events: number;
  readonly writes: number;
  readonly failed: number;
  readonly services: number;
  readonly eventId: string;
}

/** Fewer than these are no burst, however quiet the actor was before. */
const floors: Limits = { events: 30, writes: 10, failed: 10 };

export function limitsOf(hours: readonly Tally[]): Limits {
  return {
    events: limitOf(
      hours.map(({ count }) => count),
      floors.events,
    ),
    writes: limitOf(
      hours.map(({ writes }) => writes),
      floors.writes,
    ),
    failed: limitOf(
      hours.map(({ failed }) => failed),
      floors.failed,
    ),
  };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * Median and median absolute deviation, which a few wild hours do not move (the factor makes the deviation that of a
 * normal distribution). An actor that is wild in one hour of twenty is usual in it.
 */
function limitOf(values: readonly number[], floor: number): number {
  const median = medianOf(values);
  const deviation = 1.4826 * medianOf(values.map((value) => Math.abs(value - median)));
  const sorted = values.toSorted((a, b) => a - b);
  const wild = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return Math.round(Math.max(floor, 3 * median, median + 6 * deviation, wild));
}

export function isUnusual(hour: Hour, limits: Limits): boolean {
  return hour.events > limits.events || hour.writes > limits.writes || hour.failed > limits.failed;
}

type Oddity = Services['unusual'][number];

export interface Found {
  readonly services: Services['actor']['services'];
  /** Calls of the day around the alert that were not made before. */
  readonly newActions: readonly Tally[];
  readonly hours: readonly Hour[];
  readonly limits: Limits;
  /** The first event with this service. */
  readonly firstOf: (service: string) => string;
}

const most = 20;

export function unusualOf({ services, newActions, hours, limits, firstOf }: Found): Oddity[] {
  const newServices = services.filter(({ isNew }) => isNew).map(({ service }) => service);
  const known = newActions.filter(
    ({ values, writes }) =>
      writes > 0 && !newServices.some((it) => values[0]?.startsWith(`${it}:`)),
  );
  return [
    ...services
      .filter(({ isNew }) => isNew)
      .map(({ service, events }) => oddity('new-service', service, events, firstOf(service))),
    ...bursts('many-failures', hours, 'failed', limits),
    ...bursts('many-writes', hours, 'writes', limits),
    ...bursts('busy-hour', hours, 'events', limits),
    ...known.map((row) => oddity('new-action', row.values[0] ?? '', row.count, row.eventId)),
  ].slice(0, most);
}

function bursts(
  what: (typeof oddities)[number],
  hours: readonly Hour[],
  key: keyof Limits,
  limits: Limits,
): readonly Oddity[] {
  return hours
    .filter((hour) => hour[key] > limits[key])
    .toSorted((a, b) => b[key] - a[key])
    .slice(0, 3)
    .map((hour) => ({
      ...oddity(what, isoTime(hour.hour), hour[key], hour.eventId),
      usual: limits[key],
    }));
}

function oddity(what: Oddity['what'], value: string, count: number, eventId: string): Oddity {
  return { what, value, count, eventId };
}
