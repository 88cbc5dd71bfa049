import type { HourCount, TallyColumn } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { isOfKind, type Kind, type Kinds, valueOfKind } from '../kinds.ts';
import type { Counts, HourCounts } from '../looks/hour-counts.ts';
import type { Numbered } from './where.ts';
import { isWholeHours, type Window } from './window.ts';

const ofKindOrHour: ReadonlySet<TallyColumn> = new Set(['hour', 'errorCode', 'readOnly']);

/** Longer windows are summed up by the database: here each day is an entry. */
const longestMs = 400 * 24 * hourMs;

/** Whether the counts by hour and kind, made when the events were stored, answer this. */
export function isStored(
  { conditions, question }: Numbered<Window>,
  by: readonly TallyColumn[] = [],
): boolean {
  const named = by.filter((column) => !ofKindOrHour.has(column));
  return (
    isWholeHours(question) &&
    question.to - question.from <= longestMs &&
    conditions.every(([dimension]) => isOfKind(dimension)) &&
    named.every(isOfKind)
  );
}

/** Oldest first. */
export async function storedHours(
  { conditions, question }: Numbered<Window>,
  kinds: Kinds,
  counts: HourCounts,
): Promise<readonly HourCount[]> {
  const isMeant = placesOf(kinds.matching(conditions), kinds);
  const found = new Map<number, number>();
  await counts.forEach(question, isMeant, ({ hours, events }, from, to) => {
    for (let row = from; row < to; row += 1) {
      const hour = hours[row] ?? 0;
      found.set(hour, (found.get(hour) ?? 0) + (events[row] ?? 0));
    }
  });
  return Array.from(found, ([hour, count]) => ({ hour: hour * hourMs, count })).toSorted(
    (a, b) => a.hour - b.hour,
  );
}

export interface StoredGroup {
  values: readonly bigint[];
  count: number;
  failed: number;
  writes: number;
  firstSeen: number;
  lastSeen: number;
}

/** In no order. */
export async function storedGroups(
  { conditions, question }: Numbered<Window>,
  by: readonly TallyColumn[],
  kinds: Kinds,
  counts: HourCounts,
): Promise<readonly StoredGroup[]> {
  const isMeant = placesOf(kinds.matching(conditions), kinds);
  const ways: Way[] = [];
  const groups = new Map<string, StoredGroup>();
  const hourAt = by.indexOf('hour');
  const groupOf = (way: Way, hour: number): StoredGroup => {
    const key = hourAt === -1 ? way.key : `${way.key} ${hour}`;
    const group =
      groups.get(key) ??
      emptyGroup(hourAt === -1 ? way.values : way.values.with(hourAt, BigInt(hour)));
    groups.set(key, group);
    return group;
  };
  await counts.forEach(question, isMeant, (stored, from, to) => {
    const kind = stored.kinds[from] ?? 0;
    ways[kind] ??= wayOf(kinds.at(kind), by);
    const way = ways[kind];
    let group = groupOf(way, stored.hours[from] ?? 0);
    for (let row = from; row < to; row += 1) {
      if (hourAt !== -1) group = groupOf(way, stored.hours[row] ?? 0);
      addTo(group, way, stored, row);
    }
  });
  return [...groups.values()];
}

function addTo(group: StoredGroup, way: Way, stored: Counts, row: number): void {
  const events = stored.events[row] ?? 0;
  group.count += events;
  group.failed += way.hasFailed ? events : 0;
  group.writes += way.isWriting ? events : 0;
  group.firstSeen = Math.min(group.firstSeen, stored.firsts[row] ?? 0);
  group.lastSeen = Math.max(group.lastSeen, stored.lasts[row] ?? 0);
}

/** 1 for each kind that is meant, by its place. */
function placesOf(wanted: ReadonlySet<bigint> | undefined, kinds: Kinds): Uint8Array {
  const places = new Uint8Array(kinds.count);
  if (wanted === undefined) return places.fill(1);
  for (const kind of wanted) places[kinds.placeOf(kind)] = 1;
  return places;
}

/** How events of a kind are counted. */
interface Way {
  readonly key: string;
  readonly values: readonly bigint[];
  readonly hasFailed: boolean;
  readonly isWriting: boolean;
}

function wayOf(kind: Kind, by: readonly TallyColumn[]): Way {
  const values = by.map((column) => valueOfKind(kind, column));
  return {
    key: values.join(' '),
    values,
    hasFailed: kind.errorCode !== 0n,
    isWriting: (kind.flags & kindFlags.readOnly) === 0,
  };
}

function emptyGroup(values: readonly bigint[]): StoredGroup {
  return {
    values,
    count: 0,
    failed: 0,
    writes: 0,
    firstSeen: Number.POSITIVE_INFINITY,
    lastSeen: Number.NEGATIVE_INFINITY,
  };
}
