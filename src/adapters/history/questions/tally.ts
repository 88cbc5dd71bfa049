import type { DuckDBConnection } from '@duckdb/node-api';
import type { Tally, TallyColumn, TallyQuestion } from '#src/enrich/history.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { writeUuid } from '#src/normalize/batch/event-id-number.ts';
import { hourMs } from '../hours.ts';
import { isOfKind } from '../kinds.ts';
import type { Names } from '../names.ts';
import type { TextNumbers } from '../text-numbers.ts';
import {
  askedOf,
  eventsRelation,
  joinConditions,
  type Shape,
  shapesOf,
  valuesRelation,
} from './where.ts';
import { earliestOf, hourOf, isWholeHours, latestOf, spanOf } from './window.ts';

/** What is counted: the number of a text, of an hour, or of the flag. */
const columns: Readonly<Record<TallyColumn, string>> = {
  actor: 'e.actor',
  session: 'e.session',
  accessKey: 'e.access_key',
  ip: 'e.ip',
  userAgent: 'e.user_agent',
  resource: 'e.resource',
  account: 'k.account',
  region: 'k.region',
  service: 'k.service',
  action: 'k.action',
  errorCode: 'k.error_code',
  hour: `e.time // ${hourMs}`,
  readOnly: `k.flags & ${kindFlags.readOnly}`,
};

/** In place of a kind's flags: the row stands for no single event. */
const noEvent = -1;

/** The most frequent first, and of those the ones that began first: an order that no key of a data folder changes. */
export async function answerTally(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  names: Names,
  questions: readonly TallyQuestion[],
): Promise<readonly (readonly Tally[])[]> {
  const answers: Tally[][] = questions.map(() => []);
  for (const shape of shapesOf(questions, numbers, furtherOf)) {
    const by = shape.questions[0]?.question.by ?? [];
    const reader = await connection.runAndReadAll(statementFor(shape, by));
    const rows = reader.getRows().map(rowOf);
    await names.load(rows.flatMap((row) => numbersOf(row, by)));
    for (const row of rows) answers[row.index]?.push(tally(row, by, names));
  }
  return answers.map((found, index) =>
    found.sort(byCount).slice(0, Math.max(0, questions[index]?.limit ?? 0)),
  );
}

function furtherOf(question: TallyQuestion): string {
  return `${question.by.join(' ')} ${question.limit} ${isStored(question)}`;
}

/** Whether the counts by hour and kind, made when the events were stored, answer this. */
function isStored({ where, by, from, to, withoutEvent }: TallyQuestion): boolean {
  const columns = [...askedOf(where), ...by.filter((column) => !ofKindOrHour.has(column))];
  return withoutEvent === true && isWholeHours({ from, to }) && columns.every(isOfKind);
}

const ofKindOrHour: ReadonlySet<TallyColumn> = new Set(['hour', 'errorCode', 'readOnly']);

/**
 * Rows that the limit would choose among by their ids and texts all come back: here they are numbers of no order, and a
 * window function over long rows takes more memory than there is.
 */
function statementFor(shape: Shape<TallyQuestion>, by: readonly TallyColumn[]): string {
  const limit = Math.max(0, Math.trunc(shape.questions[0]?.question.limit ?? 0));
  const values = by.map((_, index) => `v${index}`);
  const question = shape.questions[0]?.question;
  const counted = question && isStored(question) ? storedCounts(shape, by) : eventCounts(shape, by);
  return `SELECT i, events::DOUBLE, failed::DOUBLE, writes::DOUBLE, last::DOUBLE,
      first.time::DOUBLE, first.high, first.low, first.flags, ${values.join(', ')}
    FROM (${counted} GROUP BY q.i, ${values.join(', ')})
    QUALIFY rank() OVER (PARTITION BY i ORDER BY events DESC, first.time) <= ${limit}`;
}

function eventCounts(shape: Shape<TallyQuestion>, by: readonly TallyColumn[]): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const span = spanOf(shape.questions.map(({ question }) => question));
  return `SELECT q.i, ${by.map((column, index) => `${columns[column]} AS v${index}`).join(', ')},
      count(*) AS events,
      count(*) FILTER (k.error_code <> 0) AS failed,
      count(*) FILTER (k.flags & ${kindFlags.readOnly} = 0) AS writes,
      max(e.time) AS last,
      min({'time': e.time, 'high': e.id_high, 'low': e.id_low, 'flags': k.flags}) AS first
    FROM ${valuesRelation(shape, { earliest: earliestOf, latest: latestOf })}
    JOIN ${eventsRelation(shape, span)} e ON ${events || 'true'}
      AND e.time >= q.earliest AND e.time < q.latest
      AND e.time >= ${span.from} AND e.time < ${span.to}
    JOIN kinds k ON e.kind = k.kind AND ${kinds || 'true'}`;
}

function storedCounts(shape: Shape<TallyQuestion>, by: readonly TallyColumn[]): string {
  const { kinds } = joinConditions(shape.dimensions);
  const named = by.map(
    (column, index) => `${column === 'hour' ? 'h.hour' : columns[column]} AS v${index}`,
  );
  return `SELECT q.i, ${named.join(', ')},
      sum(h.events) AS events,
      coalesce(sum(h.events) FILTER (k.error_code <> 0), 0) AS failed,
      coalesce(sum(h.events) FILTER (k.flags & ${kindFlags.readOnly} = 0), 0) AS writes,
      max(h.last) AS last,
      {'time': min(h.first), 'high': 0::UBIGINT, 'low': 0::UBIGINT, 'flags': ${noEvent}} AS first
    FROM ${valuesRelation(shape, { earliest: hourOf(earliestOf), latest: hourOf(latestOf) })}
    JOIN kinds k ON ${kinds || 'true'}
    JOIN hours h ON h.kind = k.kind AND h.hour >= q.earliest AND h.hour < q.latest`;
}

interface Row {
  readonly index: number;
  readonly count: number;
  readonly failed: number;
  readonly writes: number;
  readonly lastSeen: number;
  readonly firstSeen: number;
  readonly high: bigint;
  readonly low: bigint;
  readonly hasEvent: boolean;
  readonly idIsHashed: boolean;
  readonly values: readonly bigint[];
}

function rowOf(cells: readonly unknown[]): Row {
  const [index, count, failed, writes, lastSeen, firstSeen, high, low, flags, ...values] = cells;
  return {
    index: Number(index),
    count: Number(count),
    failed: Number(failed),
    writes: Number(writes),
    lastSeen: Number(lastSeen),
    firstSeen: Number(firstSeen),
    high: high as bigint,
    low: low as bigint,
    hasEvent: Number(flags) !== noEvent,
    idIsHashed: Number(flags) !== noEvent && (Number(flags) & kindFlags.idIsHashed) !== 0,
    values: values as bigint[],
  };
}

function numbersOf({ idIsHashed, high, values }: Row, by: readonly TallyColumn[]): bigint[] {
  const texts = values.filter((_, index) => isText(by[index]));
  return idIsHashed ? [high, ...texts] : texts;
}

function isText(column: TallyColumn | undefined): boolean {
  return column !== 'hour' && column !== 'readOnly';
}

function tally(row: Row, by: readonly TallyColumn[], names: Names): Tally {
  const { count, failed, writes, firstSeen, lastSeen } = row;
  return {
    values: row.values.map((value, index) => textOf(value, by[index], names)),
    count,
    failed,
    writes,
    firstSeen,
    lastSeen,
    eventId: row.hasEvent ? eventIdOf(row, names) : '',
  };
}

function eventIdOf({ idIsHashed, high, low }: Row, names: Names): string {
  return idIsHashed ? names.of(high) : writeUuid(high, low);
}

function textOf(value: bigint, column: TallyColumn | undefined, names: Names): string {
  if (column === 'hour') return String(Number(value) * hourMs);
  if (column === 'readOnly') return String(value !== 0n);
  return names.of(value);
}

function byCount(a: Tally, b: Tally): number {
  if (a.count !== b.count) return b.count - a.count;
  if (a.firstSeen !== b.firstSeen) return a.firstSeen - b.firstSeen;
  if (a.eventId !== b.eventId) return a.eventId < b.eventId ? -1 : 1;
  return a.values.join('\n') < b.values.join('\n') ? -1 : 1;
}
