import type { DuckDBConnection } from '@duckdb/node-api';
import { hourMs } from '#src/model/time.ts';
import type { Kinds } from '../kinds.ts';
import { readColumns } from './read-columns.ts';

/** Rows that are kept; each takes 36 bytes. An account of average size has some hundred an hour. */
const mostKept = 500_000;
const hoursOfDay = 24;

/** Milliseconds since 1970: from inclusive, to exclusive. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/** Called for the hours of one kind in one day: rows of these columns, from inclusive, to exclusive. */
export type UseCounts = (counts: Counts, from: number, to: number) => void;

export interface Counts {
  /** Numbers of hours since 1970. */
  readonly hours: Float64Array;
  /** Places of kinds among all. */
  readonly kinds: Int32Array;
  readonly events: Float64Array;
  readonly firsts: Float64Array;
  readonly lasts: Float64Array;
}

/**
 * The counts by hour and kind that are made when events are stored, held in memory by the day: what is asked about accounts,
 * regions and calls is asked for the same days again and again.
 */
export interface HourCounts {
  /** Calls back for the counts of the window, which is of whole hours; `isMeant` has 1 at the places of kinds that count. */
  forEach(window: Window, isMeant: Uint8Array, use: UseCounts): Promise<void>;
  forget(): void;
}

/** Rows by kind, and those of a kind by hour. */
interface Day extends Counts {
  readonly count: number;
  /** Where the rows of each kind begin, and at last where they end. */
  readonly starts: Int32Array;
}

export function openHourCounts(connection: DuckDBConnection, kinds: Kinds): HourCounts {
  /** By number since 1970, in the order in which they were last asked for. */
  const kept = new Map<number, Day>();
  let extent: Promise<{ readonly first: number; readonly last: number }> | undefined;

  async function daysOf({ from, to }: Window): Promise<readonly Day[]> {
    extent ??= readExtent(connection);
    const { first, last } = await extent;
    const begin = Math.max(first, dayOf(from / hourMs));
    const end = Math.min(last, dayOf(to / hourMs - 1));
    const wanted = Array.from({ length: Math.max(0, end - begin + 1) }, (_, at) => begin + at);
    const missing = wanted.filter((day) => !kept.has(day));
    if (missing.length > 0) await load(missing[0] ?? 0, missing.at(-1) ?? 0);
    const days = wanted.map((day) => kept.get(day) ?? emptyDay);
    for (const [at, day] of wanted.entries()) {
      kept.delete(day);
      kept.set(day, days[at] ?? emptyDay);
    }
    letGo(new Set(wanted));
    return days;
  }

  async function load(begin: number, end: number): Promise<void> {
    for (const [day, counts] of await readDays(connection, kinds, begin, end))
      kept.set(day, counts);
  }

  function letGo(wanted: ReadonlySet<number>): void {
    let rows = kept.values().reduce((sum, { count }) => sum + count, 0);
    for (const [day, { count }] of kept) {
      if (rows <= mostKept || wanted.has(day)) break;
      kept.delete(day);
      rows -= count;
    }
  }

  return {
    async forEach(window, isMeant, use) {
      const hours = { from: window.from / hourMs, to: window.to / hourMs };
      for (const day of await daysOf(window))
        useDay(day, hours, isMeant, (from, to) => use(day, from, to));
    },
    forget() {
      kept.clear();
      extent = undefined;
    },
  };
}

function useDay(
  { starts, kinds, hours }: Day,
  window: Window,
  isMeant: Uint8Array,
  use: (from: number, to: number) => void,
): void {
  for (let at = 0; at < starts.length - 1; at += 1) {
    const [start = 0, end = 0] = [starts[at], starts[at + 1]];
    if (isMeant[kinds[start] ?? 0] !== 1) continue;
    const from = firstAtLeast(hours, window.from, start, end);
    const to = firstAtLeast(hours, window.to, from, end);
    if (from < to) use(from, to);
  }
}

function dayOf(hour: number): number {
  return Math.floor(hour / hoursOfDay);
}

/** Questions may be about any time, and only days between the first and the last event have any. */
async function readExtent(
  connection: DuckDBConnection,
): Promise<{ readonly first: number; readonly last: number }> {
  const reader = await connection.runAndReadAll(
    'SELECT min(hour)::DOUBLE, max(hour)::DOUBLE FROM hours',
  );
  const [first, last] = reader.getRows()[0] ?? [];
  if (first === null || first === undefined) return { first: 0, last: 0 };
  return { first: dayOf(Number(first)), last: dayOf(Number(last)) };
}

async function readDays(
  connection: DuckDBConnection,
  kinds: Kinds,
  begin: number,
  end: number,
): Promise<ReadonlyMap<number, Day>> {
  const read = await readColumns(
    connection,
    `SELECT hour::DOUBLE AS hour, kind, sum(events)::DOUBLE, min(first)::DOUBLE, max(last)::DOUBLE
     FROM hours WHERE hours.hour >= ${begin * hoursOfDay} AND hours.hour < ${(end + 1) * hoursOfDay}
     GROUP BY hours.hour, kind ORDER BY hours.hour // ${hoursOfDay}, kind, hours.hour`,
  );
  const hours = read.numbers(0);
  const ofDays = hours.map(dayOf);
  const places = Int32Array.from(read.hashes(1), (kind) => kinds.placeOf(kind));
  const [events, firsts, lasts] = [read.numbers(2), read.numbers(3), read.numbers(4)];
  const days = new Map<number, Day>();
  for (let day = begin; day <= end; day += 1) {
    const from = firstAtLeast(ofDays, day);
    const to = firstAtLeast(ofDays, day + 1);
    days.set(
      day,
      from === to
        ? emptyDay
        : {
            count: to - from,
            starts: startsIn(places.subarray(from, to)),
            hours: hours.slice(from, to),
            kinds: places.slice(from, to),
            events: events.slice(from, to),
            firsts: firsts.slice(from, to),
            lasts: lasts.slice(from, to),
          },
    );
  }
  return days;
}

function startsIn(kinds: Int32Array): Int32Array {
  const starts = kinds.keys().filter((row) => row === 0 || kinds[row] !== kinds[row - 1]);
  return Int32Array.from([...starts, kinds.length]);
}

/** The first place of a sorted part that holds no less than the value, else its end. */
function firstAtLeast(sorted: Float64Array, value: number, start = 0, end = sorted.length): number {
  let [from, to] = [start, end];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

const none = new Float64Array();
const emptyDay: Day = {
  count: 0,
  starts: new Int32Array(),
  hours: none,
  kinds: new Int32Array(),
  events: none,
  firsts: none,
  lasts: none,
};
