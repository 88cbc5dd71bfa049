import type { DuckDBConnection } from '@duckdb/node-api';
import type { Assumption, AssumptionQuestion } from '#src/enrich/history.ts';
import type { AssumptionFacts } from '#src/normalize/batch/assumption.ts';
import type { TextNumbers } from '../text-numbers.ts';

const columns = {
  issuedKey: 'issued_key',
  sharedEventId: 'shared_id',
  sessionArn: 'session_arn',
  actor: 'actor',
} as const;

type Key = keyof typeof columns;

/** After every event. */
const latest = 2 ** 50;

/** The latest ones within the limit, oldest first: what is asked for is mostly the last before an event. */
export async function answerAssumptions(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  questions: readonly AssumptionQuestion[],
): Promise<readonly (readonly Assumption[])[]> {
  const answers: Assumption[][] = questions.map(() => []);
  for (const [index, question] of questions.entries()) {
    const key = keyOf(question);
    if (key === undefined) continue;
    const reader = await connection.runAndReadAll(statementFor(key, question, numbers));
    for (const [time, text] of reader.getRows())
      answers[index]?.push(assumption(Number(time), String(text)));
  }
  return answers.map((found) => found.sort(byTimeAndId));
}

function keyOf(question: AssumptionQuestion): Key | undefined {
  return (Object.keys(columns) as Key[]).find((key) => (question[key] ?? '') !== '');
}

/** Without a join the database reads the texts, which are long, only of the last ones. */
function statementFor(key: Key, question: AssumptionQuestion, numbers: TextNumbers): string {
  const before = Math.trunc(Math.min(question.before ?? latest, latest));
  const value = numbers.numberOf(question[key] ?? '');
  return `SELECT time::DOUBLE, text FROM assumptions
    WHERE ${columns[key]} = ${value}::UBIGINT AND time < ${before}
    ORDER BY time DESC, id_high, id_low LIMIT ${Math.max(0, Math.trunc(question.limit))}`;
}

function assumption(time: number, text: string): Assumption {
  const facts = JSON.parse(text) as AssumptionFacts;
  return { ...facts, time };
}

function byTimeAndId(a: Assumption, b: Assumption): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.eventId < b.eventId ? -1 : 1;
}
