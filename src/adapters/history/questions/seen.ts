import type { DuckDBConnection } from '@duckdb/node-api';
import type { Seen, SeenQuestion } from '#src/enrich/history.ts';
import { hourMs } from '../hours.ts';
import { type Condition, isOfKind, type Kinds } from '../kinds.ts';
import { seenIn } from '../looks/answer.ts';
import type { Memory } from './memory.ts';
import { among, eventColumns, type Numbered, numberedBy, touching } from './where.ts';

/** After every event, yet a time that can be divided and multiplied. */
const never = 2 ** 50;
/** More conditions make a statement that takes longer to parse than it saves. */
const mostCounts = 24;

/** Columns by how few events one value of them mostly has: the first that a question asks for is looked for. */
const anchors = ['resource', 'accessKey', 'session', 'ip', 'actor', 'userAgent'] as const;

/** A question with the numbers of the texts that it asks for. */
interface Asked {
  readonly index: number;
  readonly before: number;
  /** Kinds that count; undefined for all. */
  readonly kinds: ReadonlySet<bigint> | undefined;
  readonly anchor: Condition | undefined;
  /** Conditions on columns of the event besides the anchor. */
  readonly others: readonly Condition[];
}

/**
 * Questions that look for the same value of a column are answered by one look at its events, whatever else they ask.
 * Those about accounts, regions and calls alone are answered from the counts that were made when events were stored.
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
  const groups = Map.groupBy(asked, ({ anchor }) => anchor?.join(' ') ?? '');
  for (const group of groups.values()) {
    const anchor = group[0]?.anchor;
    if (anchor === undefined) {
      await count(connection, kinds, group, sums, storedCounts());
      await count(connection, kinds, group.filter(isMidHour), sums, lastHours());
    } else await count(connection, kinds, group, sums, eventsOf(anchor));
  }
  return sums.map((sum, index) => answers[index] ?? seenOf(sum));
}

function askedBy({ index, question, conditions }: Numbered<SeenQuestion>, kinds: Kinds): Asked {
  const name = anchors.find((anchor) => conditions.some(([dimension]) => dimension === anchor));
  return {
    index,
    before: beforeOf(question),
    kinds: kinds.matching(conditions),
    anchor: conditions.find(([dimension]) => dimension === name),
    others: conditions.filter(([dimension]) => dimension !== name && !isOfKind(dimension)),
  };
}

function beforeOf({ before }: SeenQuestion): number {
  return before === undefined ? never : Math.trunc(Math.min(before, never));
}

/** Where events are counted, and which of them a question means. */
interface Source {
  readonly from: string;
  readonly events: string;
  readonly first: string;
  readonly last: string;
  condition(asked: Asked): string;
}

function eventsOf([dimension, value]: Condition): Source {
  return {
    from:
      dimension === 'resource'
        ? touching(value)
        : `(SELECT * FROM events WHERE ${eventColumns[dimension]} = ${value}::UBIGINT)`,
    ...ofEvents,
    condition: ({ before, others }) =>
      [
        `time < ${before}`,
        ...others.map(([name, other]) => `${eventColumns[name]} = ${other}::UBIGINT`),
      ].join(' AND '),
  };
}

const ofEvents = { events: 'count(*)', first: 'min(time)', last: 'max(time)' };

/** Whole hours, as they were counted when the events were stored. */
function storedCounts(): Source {
  return {
    from: 'hours',
    events: 'sum(events)',
    first: 'min(first)',
    last: 'max(last)',
    condition: ({ before }) => `hour < ${Math.floor(before / hourMs)}`,
  };
}

/** What came in the hour of the question and before it. */
function lastHours(): Source {
  return {
    from: 'events',
    ...ofEvents,
    condition: ({ before }) =>
      `time >= ${Math.floor(before / hourMs) * hourMs} AND time < ${before}`,
  };
}

function isMidHour({ before }: Asked): boolean {
  return before < never && before % hourMs !== 0;
}

/** Counts by kind, once for all questions with the same condition, and adds to each what its kinds have. */
async function count(
  connection: DuckDBConnection,
  kinds: Kinds,
  group: readonly Asked[],
  sums: readonly Sum[],
  source: Source,
): Promise<void> {
  const byCondition = [...Map.groupBy(group, (asked) => source.condition(asked))];
  for (let at = 0; at < byCondition.length; at += mostCounts) {
    const some = byCondition.slice(at, at + mostCounts);
    const reader = await connection.runAndReadAll(statementFor(some, kinds, source));
    for (const [kind, ...counts] of reader.getRows())
      for (const [place, [, same]] of some.entries())
        addTo(sums, same, kind as bigint, counts.slice(place * 3, place * 3 + 3));
  }
}

function addTo(
  sums: readonly Sum[],
  group: readonly Asked[],
  kind: bigint,
  [events, first, last]: readonly unknown[],
): void {
  if (events === null || events === 0) return;
  for (const { index, kinds } of group) {
    const sum = sums[index];
    if (sum === undefined || kinds?.has(kind) === false) continue;
    sum.count += Number(events);
    sum.first = Math.min(sum.first, Number(first));
    sum.last = Math.max(sum.last, Number(last));
  }
}

function statementFor(
  conditions: readonly (readonly [string, readonly Asked[]])[],
  kinds: Kinds,
  { from, events, first, last }: Source,
): string {
  const counts = conditions.flatMap(([condition]) =>
    [events, first, last].map((count) => `(${count} FILTER (${condition}))::DOUBLE`),
  );
  const any = conditions.map(([condition]) => `(${condition})`).join(' OR ');
  const wanted = kindsOf(
    conditions.flatMap(([, same]) => same),
    kinds,
  );
  return `SELECT kind, ${counts.join(', ')} FROM ${from} WHERE (${any})${wanted} GROUP BY kind`;
}

/** Naming kinds is worth it when that leaves out most of them. */
function kindsOf(group: readonly Asked[], kinds: Kinds): string {
  const named = new Set<bigint>();
  for (const asked of group) {
    if (asked.kinds === undefined) return '';
    for (const kind of asked.kinds) named.add(kind);
  }
  return named.size * 4 > kinds.count ? '' : ` AND ${among('kind', named)}`;
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
