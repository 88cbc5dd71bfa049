import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventsQuestion, HourCount } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';
import type { Kinds } from '../kinds.ts';
import { hoursIn } from '../looks/answer.ts';
import type { Memory } from './memory.ts';
import { isStored, storedHours } from './stored-hours.ts';
import { type Numbered, numberedBy, sourceOf } from './where.ts';
import { windowOf } from './window.ts';

/** Oldest first; `limit` bounds the number of hours. */
export async function answerHourly(
  connection: DuckDBConnection,
  { numbers, kinds, looks, hours }: Memory,
  questions: readonly EventsQuestion[],
): Promise<readonly (readonly HourCount[])[]> {
  await kinds.load();
  const answers: (readonly HourCount[])[] = [];
  const all = numberedBy(questions, numbers);
  const sought = all.filter((asked) => !isStored(asked));
  for (const asked of all)
    if (isStored(asked)) answers[asked.index] = await storedHours(asked, kinds, hours);
  for await (const [asked, found] of looks.at(sought))
    answers[asked.index] = found
      ? hoursIn(found.look, { ...windowOf(asked.question), conditions: found.others })
      : await askedFor(connection, asked, kinds);
  return answers.map((found, index) => found.slice(0, questions[index]?.limit ?? 0));
}

async function askedFor(
  connection: DuckDBConnection,
  { question, conditions }: Numbered<EventsQuestion>,
  kinds: Kinds,
): Promise<readonly HourCount[]> {
  const { from, where } = sourceOf(conditions, [question], kinds);
  const reader = await connection.runAndReadAll(
    `SELECT e.time // ${hourMs} AS hour, count(*)::DOUBLE FROM ${from} WHERE ${where}
     GROUP BY hour ORDER BY hour`,
  );
  return reader
    .getRows()
    .map(([hour, count]) => ({ hour: Number(hour) * hourMs, count: Number(count) }));
}
