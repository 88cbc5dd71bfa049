import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventsQuestion, HourCount } from '#src/enrich/history.ts';
import { hourMs } from '../hours.ts';
import type { TextNumbers } from '../text-numbers.ts';
import {
  asksKind,
  eventsRelation,
  joinConditions,
  type Shape,
  shapesOf,
  valuesRelation,
} from './where.ts';

/** Oldest first; `limit` bounds the number of hours. */
export async function answerHourly(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  questions: readonly EventsQuestion[],
): Promise<readonly (readonly HourCount[])[]> {
  const answers: HourCount[][] = questions.map(() => []);
  for (const shape of shapesOf(questions, numbers)) {
    const reader = await connection.runAndReadAll(statementFor(shape));
    for (const [index, hour, count] of reader.getRows())
      answers[Number(index)]?.push({ hour: Number(hour) * hourMs, count: Number(count) });
  }
  return answers.map((hours, index) => hours.slice(0, questions[index]?.limit ?? 0));
}

function statementFor(shape: Shape<EventsQuestion>): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const window = { earliest: timeOf('from'), latest: timeOf('to') };
  const all = shape.questions.map(({ question }) => question);
  const earliest = Math.min(...all.map(timeOf('from')));
  const latest = Math.max(...all.map(timeOf('to')));
  return `SELECT q.i, e.time // ${hourMs} AS hour, count(*)::DOUBLE
    FROM ${valuesRelation(shape, window)}
    JOIN ${eventsRelation(shape)} e ON ${events || 'true'} AND e.time >= q.earliest AND e.time < q.latest
      AND e.time >= ${earliest} AND e.time < ${latest}
    ${asksKind(shape.dimensions) ? `JOIN kinds k ON e.kind = k.kind AND ${kinds}` : ''}
    GROUP BY q.i, hour ORDER BY q.i, hour`;
}

/** A window may be open to a side; the database knows no infinity among whole numbers. */
function timeOf(side: 'from' | 'to'): (question: EventsQuestion) => number {
  return (question) => Math.trunc(Math.min(Math.max(question[side], -(2 ** 50)), 2 ** 50));
}
