import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventsQuestion, HourCount } from '#src/enrich/history.ts';
import { hourMs } from '../hours.ts';
import type { TextNumbers } from '../text-numbers.ts';
import {
  askedOf,
  asksKind,
  asksKindOnly,
  eventsRelation,
  joinConditions,
  type Shape,
  shapesOf,
  valuesRelation,
} from './where.ts';
import { earliestOf, hourOf, isWholeHours, latestOf, spanOf } from './window.ts';

/** Oldest first; `limit` bounds the number of hours. */
export async function answerHourly(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  questions: readonly EventsQuestion[],
): Promise<readonly (readonly HourCount[])[]> {
  const answers: HourCount[][] = questions.map(() => []);
  for (const shape of shapesOf(questions, numbers, (question) => String(isStored(question)))) {
    const reader = await connection.runAndReadAll(statementFor(shape));
    for (const [index, hour, count] of reader.getRows())
      answers[Number(index)]?.push({ hour: Number(hour) * hourMs, count: Number(count) });
  }
  return answers.map((hours, index) => hours.slice(0, questions[index]?.limit ?? 0));
}

/** Whether the counts by hour and kind, made when the events were stored, answer this. */
function isStored({ where, from, to }: EventsQuestion): boolean {
  return isWholeHours({ from, to }) && asksKindOnly(askedOf(where));
}

function statementFor(shape: Shape<EventsQuestion>): string {
  const first = shape.questions[0]?.question;
  const counted = first && isStored(first) ? storedCounts(shape) : eventCounts(shape);
  return `${counted} GROUP BY q.i, hour ORDER BY q.i, hour`;
}

function eventCounts(shape: Shape<EventsQuestion>): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const span = spanOf(shape.questions.map(({ question }) => question));
  return `SELECT q.i, e.time // ${hourMs} AS hour, count(*)::DOUBLE
    FROM ${valuesRelation(shape, { earliest: earliestOf, latest: latestOf })}
    JOIN ${eventsRelation(shape, span)} e ON ${events || 'true'}
      AND e.time >= q.earliest AND e.time < q.latest
      AND e.time >= ${span.from} AND e.time < ${span.to}
    ${asksKind(shape.dimensions) ? `JOIN kinds k ON e.kind = k.kind AND ${kinds}` : ''}`;
}

function storedCounts(shape: Shape<EventsQuestion>): string {
  const { kinds } = joinConditions(shape.dimensions);
  return `SELECT q.i, h.hour AS hour, sum(h.events)::DOUBLE
    FROM ${valuesRelation(shape, { earliest: hourOf(earliestOf), latest: hourOf(latestOf) })}
    JOIN kinds k ON ${kinds || 'true'}
    JOIN hours h ON h.kind = k.kind AND h.hour >= q.earliest AND h.hour < q.latest`;
}
