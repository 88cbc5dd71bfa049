import { hourMs, isoTime } from '#src/model/time.ts';
import type { Tally } from '../history.ts';
import type { Window } from '../surroundings.ts';
import type { Services } from './schema.ts';
import type { Hour } from './unusual.ts';

export type ServiceUse = Services['actor']['services'][number];
type ActionUse = ServiceUse['actions'][number];
type Counts = Pick<ServiceUse, 'events' | 'writes' | 'failed'>;

const mostOfService = 5;

/** What the actor did in the days before. */
export interface Earlier {
  readonly actions: ReadonlySet<string>;
  /** Number of events by service. */
  readonly services: ReadonlyMap<string, number>;
  readonly days: number;
}

/** `rows` are by action. */
export function earlierOf(rows: readonly Tally[], days: number): Earlier {
  const services = merged(rows, ([action]) => serviceOf(action));
  return {
    actions: new Set(rows.map(({ values }) => values[0] ?? '')),
    services: new Map(services.map(({ values, count }) => [values[0] ?? '', count])),
    days,
  };
}

/** Rows that share a key become one, and its event the earliest of theirs. */
export function merged(
  rows: readonly Tally[],
  keyOf: (values: readonly string[]) => string,
): readonly Tally[] {
  const groups = Map.groupBy(rows, ({ values }) => keyOf(values));
  return [...groups].map(([key, group]) => mergedRow(key, group));
}

export function sumOf(rows: readonly Tally[]): Counts {
  const counts = { events: 0, writes: 0, failed: 0 };
  for (const { count, writes, failed } of rows) {
    counts.events += count;
    counts.writes += writes;
    counts.failed += failed;
  }
  return counts;
}

function mergedRow(key: string, group: readonly Tally[]): Tally {
  const { events, ...counts } = sumOf(group);
  const times = group.map(({ lastSeen }) => lastSeen);
  const first = group.reduce((a, b) => (b.firstSeen < a.firstSeen ? b : a));
  return { ...first, ...counts, values: [key], count: events, lastSeen: Math.max(...times) };
}

/** `eventSource` of an action. */
export function serviceOf(action = ''): string {
  return action.slice(0, Math.max(0, action.lastIndexOf(':')));
}

/** `actions` are rows by action; services with something new come first. */
export function servicesOf(actions: readonly Tally[], earlier: Earlier): ServiceUse[] {
  const groups = Map.groupBy(actions, ({ values }) => serviceOf(values[0]));
  return [...groups]
    .map(([service, group]) => serviceUse(service, group, earlier))
    .toSorted(byNovelty);
}

function serviceUse(service: string, group: readonly Tally[], earlier: Earlier): ServiceUse {
  const { firstSeen, lastSeen } = mergedRow(service, group);
  const counts = sumOf(group);
  const usual = earlier.services.get(service);
  return {
    service,
    ...counts,
    reads: counts.events - counts.writes,
    firstSeen: isoTime(firstSeen),
    lastSeen: isoTime(lastSeen),
    isNew: usual === undefined,
    usualPerDay: Math.round(((usual ?? 0) / Math.max(earlier.days, 1)) * 10) / 10,
    actions: actionUses(group, earlier).slice(0, mostOfService),
    actionCount: group.length,
  };
}

export function actionUses(rows: readonly Tally[], { actions }: Earlier): ActionUse[] {
  return rows
    .map((row) => {
      const action = row.values[0] ?? '';
      return { action, ...sumOf([row]), isNew: !actions.has(action) };
    })
    .toSorted(byNovelty);
}

interface Novel {
  readonly isNew: boolean;
  readonly events: number;
}

/** Sorting is stable: what is equal here keeps the order of the history's answer. */
function byNovelty(a: Novel, b: Novel): number {
  return Number(b.isNew) - Number(a.isNew) || b.events - a.events;
}

/** `rows` are by hour and action. */
export function hoursOf(rows: readonly Tally[]): readonly Hour[] {
  const groups = Map.groupBy(rows, ({ values }) => values[0] ?? '');
  return [...groups]
    .map(([hour, group]) => ({
      hour: Number(hour),
      ...sumOf(group),
      services: new Set(group.map(({ values }) => serviceOf(values[1]))).size,
      eventId: mergedRow(hour, group).eventId,
    }))
    .toSorted((a, b) => a.hour - b.hour);
}

/** Events of one service in each hour of the window. `rows` are by hour and action. */
export function perHourOf(rows: readonly Tally[], service: string, { from, to }: Window): number[] {
  const hours = new Array<number>((to - from) / hourMs).fill(0);
  for (const { values, count } of rows) {
    const hour = (Number(values[0]) - from) / hourMs;
    if (serviceOf(values[1]) === service && hours[hour] !== undefined) hours[hour] += count;
  }
  return hours;
}
