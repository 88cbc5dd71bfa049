import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventsQuestion, HourCount } from '#src/enrich/history.ts';
import { hourMs } from '../hours.ts';
import { hoursIn } from '../looks/answer.ts';
import type { Memory } from './memory.ts';
import { dimensionsOf, isStored, mostInStatement, storedHours } from './stored-hours.ts';
import { type Numbered, numberedBy, partsOf, sourceOf } from './where.ts';

type Asked = Numbered<EventsQuestion>;

/** Oldest first; `limit` bounds the number of hours. */
export async function answerHourly(
  connection: DuckDBConnection,
  { numbers, kinds, looks }: Memory,
  questions: readonly EventsQuestion[],
): Promise<readonly (readonly HourCount[])[]> {
  await kinds.load();
  const answers: HourCount[][] = questions.map(() => []);
  const statements: string[] = [];
  const stored: Asked[] = [];
  for (const asked of numberedBy(questions, numbers)) {
    const { index, question, conditions } = asked;
    const found = isStored(asked) ? undefined : await looks.at(conditions);
    if (found)
      answers[index]?.push(...hoursIn(found.look, { ...question, conditions: found.others }));
    else if (isStored(asked)) stored.push(asked);
    else {
      const { from, where } = sourceOf(conditions, [question], kinds);
      statements.push(`SELECT ${index}, e.time // ${hourMs} AS hour, count(*)::DOUBLE
        FROM ${from} WHERE ${where} GROUP BY hour ORDER BY hour`);
    }
  }
  for (const statement of [...statements, ...storedStatements(stored)]) {
    const reader = await connection.runAndReadAll(statement);
    for (const [index, hour, count] of reader.getRows())
      answers[Number(index)]?.push({ hour: Number(hour) * hourMs, count: Number(count) });
  }
  return answers.map((hours, index) => hours.slice(0, questions[index]?.limit ?? 0));
}

function storedStatements(asked: readonly Asked[]): readonly string[] {
  return [...Map.groupBy(asked, dimensionsOf).values()].flatMap((group) =>
    partsOf(group, mostInStatement).map(
      (part) => `SELECT q.i, h.hour AS hour, sum(h.events)::DOUBLE
        FROM ${storedHours(part)} GROUP BY q.i, hour ORDER BY q.i, hour`,
    ),
  );
}
