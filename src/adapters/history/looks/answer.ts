import type { HourCount, Seen, TallyQuestion } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import type { Kinds } from '../kinds.ts';
import { type Asked, forEachRow, isBefore, type Look } from './look.ts';

export function seenIn(look: Look, asked: Asked): Seen {
  let count = 0;
  let firstSeen = Number.POSITIVE_INFINITY;
  let lastSeen = Number.NEGATIVE_INFINITY;
  forEachRow(look, asked, (row) => {
    const time = look.times[row] ?? 0;
    count += 1;
    firstSeen = Math.min(firstSeen, time);
    lastSeen = Math.max(lastSeen, time);
  });
  if (count === 0) return { count, firstSeen: undefined, lastSeen: undefined };
  return { count, firstSeen, lastSeen };
}

export function hoursIn(look: Look, asked: Asked): readonly HourCount[] {
  const counts = new Map<number, number>();
  forEachRow(look, asked, (row) => {
    const hour = Math.floor((look.times[row] ?? 0) / hourMs) * hourMs;
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  });
  return Array.from(counts, ([hour, count]) => ({ hour, count })).toSorted(
    (a, b) => a.hour - b.hour,
  );
}

/** Rows of the first events by time and id. */
export function rowsIn(look: Look, asked: Asked, limit: number): readonly number[] {
  const rows: number[] = [];
  forEachRow(look, asked, (row) => rows.push(row));
  return rows.sort((a, b) => (isBefore(look, a, b) ? -1 : 1)).slice(0, Math.max(0, limit));
}

export interface Group {
  count: number;
  failed: number;
  writes: number;
  lastSeen: number;
  /** Row of its first event. */
  first: number;
}

/** Events counted by the values of some columns, in no order. */
export function groupsIn(
  look: Look,
  asked: Asked,
  by: TallyQuestion['by'],
  kinds: Kinds,
): readonly Group[] {
  const columns = by.map((name) => look.column(name));
  const groups = new Map<number, Group>();
  const outcomes = look.kinds.values.map((kind) => outcomeOf(kind, kinds));
  forEachRow(look, asked, (row) => {
    let key = 0;
    for (const { codes, values } of columns) key = key * values.length + (codes[row] ?? 0);
    const group = groups.get(key) ?? emptyGroup(row);
    groups.set(key, group);
    const { failed = 0, writes = 0 } = outcomes[look.kinds.codes[row] ?? 0] ?? {};
    group.count += 1;
    group.failed += failed;
    group.writes += writes;
    group.lastSeen = Math.max(group.lastSeen, look.times[row] ?? 0);
    if (isBefore(look, row, group.first)) group.first = row;
  });
  return [...groups.values()];
}

function emptyGroup(first: number): Group {
  return { count: 0, failed: 0, writes: 0, lastSeen: Number.NEGATIVE_INFINITY, first };
}

function outcomeOf(
  kind: bigint,
  kinds: Kinds,
): { readonly failed: number; readonly writes: number } {
  const { errorCode, flags } = kinds.of(kind);
  return {
    failed: errorCode === 0n ? 0 : 1,
    writes: (flags & kindFlags.readOnly) === 0 ? 1 : 0,
  };
}
