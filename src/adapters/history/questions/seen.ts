import type { DuckDBConnection } from '@duckdb/node-api';
import type { Seen, SeenQuestion } from '#src/enrich/history.ts';
import type { TextNumbers } from '../text-numbers.ts';
import {
  asksKind,
  eventsRelation,
  joinConditions,
  type Shape,
  shapesOf,
  valuesRelation,
} from './where.ts';

const hourMs = 3_600_000;
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
  const wheres = new Set(shape.questions.map(({ values }) => values.join(' ')));
  return wheres.size === shape.questions.length ? directStatement(shape) : hourlyStatement(shape);
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
function hourlyStatement(shape: Shape<SeenQuestion>): string {
  const columns = shape.dimensions.map((_, index) => `w${index}`);
  const same = ['true', ...columns.map((column) => `h.${column} = q.${column}`)].join(' AND ');
  const keys = columns.map((column) => `q.${column}`);
  return `WITH asked AS (FROM ${valuesRelation(shape, { before: beforeOf })}),
    hours AS (
      SELECT ${[...keys, `e.time // ${hourMs} AS hour`].join(', ')},
        count(*) AS events, min(e.time) AS first, max(e.time) AS last
      FROM (SELECT DISTINCT ${columns.join(', ') || '1 AS one'} FROM asked) q ${joins(shape)}
        AND e.time < (SELECT max(before) FROM asked)
      GROUP BY ${[...keys, 'hour'].join(', ')}),
    parts AS (
      SELECT q.i, sum(h.events) AS events, min(h.first) AS first, max(h.last) AS last
      FROM asked q JOIN hours h ON ${same} AND h.hour < q.before // ${hourMs}
      GROUP BY q.i
      UNION ALL
      SELECT q.i, count(*) AS events, min(e.time) AS first, max(e.time) AS last
      FROM asked q ${joins(shape)} AND e.time // ${hourMs} = q.before // ${hourMs} AND e.time < q.before
      GROUP BY q.i)
    SELECT i, sum(events)::DOUBLE, min(first)::DOUBLE, max(last)::DOUBLE FROM parts GROUP BY i`;
}

function joins(shape: Shape<SeenQuestion>): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const relation = eventsRelation(shape);
  const own = events || 'true';
  if (!asksKind(shape.dimensions)) return `JOIN ${relation} e ON ${own}`;
  return `JOIN kinds k ON ${kinds} JOIN ${relation} e ON e.kind = k.kind AND ${own}`;
}

function beforeOf({ before }: SeenQuestion): number {
  return before === undefined ? never : Math.trunc(Math.min(before, never));
}
