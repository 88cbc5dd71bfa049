import type { DuckDBConnection } from '@duckdb/node-api';
import type { Seen, SeenQuestion } from '#src/enrich/history.ts';
import { hourMs } from '../hours.ts';
import type { TextNumbers } from '../text-numbers.ts';
import {
  asksKind,
  asksKindOnly,
  eventsRelation,
  joinConditions,
  type Shape,
  shapesOf,
  touchesRelation,
  valuesRelation,
} from './where.ts';

/** After every event, yet a time that can be divided and multiplied. */
const never = 2 ** 50;
const nothing: Seen = { count: 0, firstSeen: undefined, lastSeen: undefined };

export async function answerSeen(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  questions: readonly SeenQuestion[],
): Promise<readonly Seen[]> {
  const answers: Seen[] = questions.map(() => nothing);
  for (const shape of shapesOf(questions, numbers)) {
    const reader = await connection.runAndReadAll(statementFor(shape));
    for (const [index, count, first, last] of reader.getRows())
      answers[Number(index)] = {
        count: Number(count),
        firstSeen: Number(first),
        lastSeen: Number(last),
      };
  }
  return answers;
}

function statementFor(shape: Shape<SeenQuestion>): string {
  if (asksKindOnly(shape.dimensions)) return hourlyStatement(shape, storedHours(shape));
  const wheres = new Set(shape.questions.map(({ values }) => values.join(' ')));
  return wheres.size === shape.questions.length
    ? directStatement(shape)
    : hourlyStatement(shape, countedHours(shape));
}

/** Each event answers at most one question, so the questions are joined to the events. */
function directStatement(shape: Shape<SeenQuestion>): string {
  return `SELECT q.i, count(*)::DOUBLE, min(e.time)::DOUBLE, max(e.time)::DOUBLE
    FROM ${valuesRelation(shape, { before: beforeOf })}
    ${joins(shape)} AND e.time < q.before
    GROUP BY q.i`;
}

/**
 * Many questions ask for the same before different times, as those of alerts of one account do. Whole hours are counted
 * once for all of them, and only the events of a question's last hour for it alone.
 */
function hourlyStatement(shape: Shape<SeenQuestion>, hours: string): string {
  const same = columnsOf(shape).map((column) => `h.${column} = q.${column}`);
  const bounded = shape.questions.map(({ question }) => beforeOf(question)).filter(isBounded);
  const earliest = Math.floor(Math.min(never, ...bounded) / hourMs) * hourMs;
  return `WITH asked AS (FROM ${valuesRelation(shape, { before: beforeOf })}),
    hourly AS (${hours}),
    parts AS (
      SELECT q.i, sum(h.events) AS events, min(h.first) AS first, max(h.last) AS last
      FROM asked q JOIN hourly h ON ${['true', ...same].join(' AND ')} AND h.hour < q.before // ${hourMs}
      GROUP BY q.i
      UNION ALL
      SELECT q.i, count(*) AS events, min(e.time) AS first, max(e.time) AS last
      FROM asked q ${joins(shape)} AND e.time // ${hourMs} = q.before // ${hourMs} AND e.time < q.before
        AND e.time >= ${earliest} AND e.time < ${Math.max(0, ...bounded)}
      GROUP BY q.i)
    SELECT i, sum(events)::DOUBLE, min(first)::DOUBLE, max(last)::DOUBLE FROM parts GROUP BY i`;
}

/** Accounts, regions and calls are counted when events are stored. */
function storedHours(shape: Shape<SeenQuestion>): string {
  const { kinds } = joinConditions(shape.dimensions);
  return `SELECT ${['s.hour', ...keysOf(shape)].join(', ')},
      sum(s.events) AS events, min(s.first) AS first, max(s.last) AS last
    FROM ${distinctWheres(shape)} q JOIN kinds k ON ${kinds || 'true'} JOIN hours s ON s.kind = k.kind
    GROUP BY ${['s.hour', ...keysOf(shape)].join(', ')}`;
}

function countedHours(shape: Shape<SeenQuestion>): string {
  return `SELECT ${[`e.time // ${hourMs} AS hour`, ...keysOf(shape)].join(', ')},
      count(*) AS events, min(e.time) AS first, max(e.time) AS last
    FROM ${distinctWheres(shape)} q ${joins(shape)} AND e.time < (SELECT max(before) FROM asked)
    GROUP BY ${['hour', ...keysOf(shape)].join(', ')}`;
}

function distinctWheres(shape: Shape<SeenQuestion>): string {
  return `(SELECT DISTINCT ${columnsOf(shape).join(', ') || '1 AS one'} FROM asked)`;
}

function columnsOf({ dimensions }: Shape<SeenQuestion>): readonly string[] {
  return dimensions.map((_, index) => `w${index}`);
}

function keysOf(shape: Shape<SeenQuestion>): readonly string[] {
  return columnsOf(shape).map((column) => `q.${column}`);
}

function joins(shape: Shape<SeenQuestion>): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const relation = isAboutResourceAlone(shape) ? touchesRelation(shape) : eventsRelation(shape);
  const own = events || 'true';
  if (!asksKind(shape.dimensions)) return `JOIN ${relation} e ON ${own}`;
  return `JOIN kinds k ON ${kinds} JOIN ${relation} e ON e.kind = k.kind AND ${own}`;
}

function isAboutResourceAlone({ dimensions }: Shape<SeenQuestion>): boolean {
  return dimensions.length === 1 && dimensions[0] === 'resource';
}

function isBounded(before: number): boolean {
  return before < never;
}

function beforeOf({ before }: SeenQuestion): number {
  return before === undefined ? never : Math.trunc(Math.min(before, never));
}
