import type { DuckDBConnection } from '@duckdb/node-api';
import type { Seen, SeenQuestion } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';
import { type Condition, isOfKind, type Kinds } from '../kinds.ts';
import { seenIn } from '../looks/answer.ts';
import { readColumns } from '../looks/read-columns.ts';
import type { Memory } from './memory.ts';
import { eventColumns, type Numbered, numberedBy, partsOf, touching } from './where.ts';

/** After every event, yet a time that can be divided and multiplied. */
const never = 2 ** 50;
/** Times up to which one statement counts. */
const mostEnds = 64;

/** A question with the numbers of the texts that it asks for. */
interface Asked {
  readonly index: number;
  readonly before: number;
  /** Kinds that count; undefined for all. */
  readonly kinds: ReadonlySet<bigint> | undefined;
  /** Those on columns of the event. */
  readonly conditions: readonly Condition[];
}

/**
 * Questions about the same values of columns are answered by one statement, up to whatever times they count. Those about accounts, regions and calls alone are answered from the counts that were made when events were stored.
 */
export async function answerSeen(
  connection: DuckDBConnection,
  { numbers, kinds, looks }: Memory,
  questions: readonly SeenQuestion[],
): Promise<readonly Seen[]> {
  await kinds.load();
  const answers: (Seen | undefined)[] = [];
  const sums = questions.map((): Sum => ({ ...emptySum }));
  const asked: Asked[] = [];
  for await (const [numbered, found] of looks.at(numberedBy(questions, numbers))) {
    const { index, question } = numbered;
    const to = beforeOf(question);
    if (found) answers[index] = seenIn(found.look, { from: -never, to, conditions: found.others });
    else asked.push(askedBy(numbered, kinds));
  }
  for (const [source, group] of bySource(asked))
    for (const part of partsOf(byEnd(group, source), mostEnds))
      await count(connection, part, sums, source);
  return sums.map((sum, index) => answers[index] ?? seenOf(sum));
}

function askedBy({ index, question, conditions }: Numbered<SeenQuestion>, kinds: Kinds): Asked {
  return {
    index,
    before: beforeOf(question),
    kinds: kinds.matching(conditions),
    conditions: conditions.filter(([dimension]) => !isOfKind(dimension)),
  };
}

function beforeOf({ before }: SeenQuestion): number {
  return before === undefined ? never : Math.trunc(Math.min(before, never));
}

/** What is counted, and when each of it was. */
interface Source {
  readonly from: string;
  readonly at: 'time' | 'hour';
  readonly events: string;
  readonly first: string;
  readonly last: string;
  /** Where counting begins and ends for a question about what came before this time. */
  startOf(before: number): number;
  endOf(before: number): number;
}

function bySource(asked: readonly Asked[]): readonly (readonly [Source, readonly Asked[]])[] {
  const groups = Map.groupBy(asked, ({ conditions }) => conditions.join(' '));
  return [...groups.values()].flatMap((group): [Source, readonly Asked[]][] => {
    const { conditions } = group[0] ?? { conditions: [] };
    if (conditions.length > 0) return [[eventsOf(conditions), group]];
    return [
      [storedHours, group],
      [lastHours, group.filter(isMidHour)],
    ];
  });
}

const ofEvents = {
  at: 'time',
  events: 'count(*)',
  first: 'min(time)',
  last: 'max(time)',
  endOf: (before: number) => before,
} as const;

function eventsOf(conditions: readonly Condition[]): Source {
  const resource = conditions.find(([dimension]) => dimension === 'resource')?.[1];
  const others = conditions.filter(([dimension]) => dimension !== 'resource');
  const where = others.map(([name, value]) => `${eventColumns[name]} = ${value}::UBIGINT`);
  return {
    ...ofEvents,
    from: `(SELECT * FROM ${resource === undefined ? 'events' : touching(resource)}
      WHERE ${['true', ...where].join(' AND ')})`,
    startOf: () => -never,
  };
}

/** Whole hours, as they were counted when the events were stored. */
const storedHours: Source = {
  from: 'hours',
  at: 'hour',
  events: 'sum(events)',
  first: 'min(first)',
  last: 'max(last)',
  startOf: () => -never,
  endOf: (before) => Math.floor(before / hourMs),
};

/** What came in the hour of the question and before it. */
const lastHours: Source = {
  ...ofEvents,
  from: 'events',
  startOf: (before) => Math.floor(before / hourMs) * hourMs,
};

function isMidHour({ before }: Asked): boolean {
  return before < never && before % hourMs !== 0;
}

/** Questions that count up to the same time. */
interface End {
  readonly start: number;
  readonly end: number;
  readonly asked: readonly Asked[];
}

/** The earliest first. */
function byEnd(group: readonly Asked[], { startOf, endOf }: Source): readonly End[] {
  const groups = Map.groupBy(group, ({ before }) => endOf(before));
  return Array.from(groups, ([end, asked]) => {
    return { start: startOf(asked[0]?.before ?? 0), end, asked };
  }).toSorted((a, b) => a.end - b.end);
}

/** Each event is counted once, between the ends that it lies between: a question adds up what came until its own. */
async function count(
  connection: DuckDBConnection,
  ends: readonly End[],
  sums: readonly Sum[],
  source: Source,
): Promise<void> {
  const counts = await countsBy(connection, statementFor(ends, source));
  const byKind = new Map<bigint, Sum>();
  for (const [place, { start, asked }] of ends.entries()) {
    if (start !== ends[place - 1]?.start) byKind.clear();
    for (const { kind, ...sum } of counts.get(place) ?? []) {
      const total = byKind.get(kind) ?? { ...emptySum };
      byKind.set(kind, total);
      add(total, sum);
    }
    for (const each of asked) addAll(sums[each.index], each.kinds ?? byKind.keys(), byKind);
  }
}

interface Count extends Sum {
  readonly kind: bigint;
  readonly place: number;
}

async function countsBy(
  connection: DuckDBConnection,
  statement: string,
): Promise<ReadonlyMap<number, readonly Count[]>> {
  const read = await readColumns(connection, statement);
  const kinds = read.hashes(0);
  const [places, events, firsts, lasts] = [1, 2, 3, 4].map(read.numbers);
  const counts = Array.from(kinds, (kind, row) => {
    const [place = 0, count = 0, first = 0, last = 0] = [
      places?.[row],
      events?.[row],
      firsts?.[row],
      lasts?.[row],
    ];
    return { kind, place, count, first, last };
  });
  return Map.groupBy(counts, ({ place }) => place);
}

function addAll(
  to: Sum | undefined,
  kinds: Iterable<bigint>,
  byKind: ReadonlyMap<bigint, Sum>,
): void {
  if (to === undefined) return;
  for (const kind of kinds) add(to, byKind.get(kind) ?? emptySum);
}

function add(to: Sum, sum: Sum): void {
  to.count += sum.count;
  to.first = Math.min(to.first, sum.first);
  to.last = Math.max(to.last, sum.last);
}

/** Kind, number of ends that came before, events, first and last time. */
function statementFor(ends: readonly End[], { from, at, events, first, last }: Source): string {
  const latest = new Map(ends.map(({ start, end }) => [start, end]));
  const windows = Array.from(latest, ([start, end]) => `(${at} >= ${start} AND ${at} < ${end})`);
  const place = ends.map(({ end }) => `(${at} >= ${end})::INTEGER`).join(' + ');
  return `SELECT kind, (${place})::DOUBLE AS place,
      (${events})::DOUBLE, (${first})::DOUBLE, (${last})::DOUBLE
    FROM ${from} WHERE ${windows.join(' OR ')} GROUP BY kind, place`;
}

interface Sum {
  count: number;
  first: number;
  last: number;
}

const emptySum: Sum = {
  count: 0,
  first: Number.POSITIVE_INFINITY,
  last: Number.NEGATIVE_INFINITY,
};

function seenOf({ count: events, first, last }: Sum): Seen {
  if (events === 0) return { count: 0, firstSeen: undefined, lastSeen: undefined };
  return { count: events, firstSeen: first, lastSeen: last };
}
