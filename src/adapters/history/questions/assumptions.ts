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

/** The latest ones within the limit, oldest first: what is asked for is mostly the last before an event. */
export async function answerAssumptions(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  questions: readonly AssumptionQuestion[],
): Promise<readonly (readonly Assumption[])[]> {
  const answers: Assumption[][] = questions.map(() => []);
  const asked = questions.map((question, index) => ({ question, index, key: keyOf(question) }));
  for (const [key, group] of Map.groupBy(asked, (one) => one.key)) {
    if (key === undefined) continue;
    const reader = await connection.runAndReadAll(statementFor(key, group, numbers));
    for (const [index, time, text] of reader.getRows())
      answers[Number(index)]?.push(assumption(Number(time), String(text)));
  }
  return answers.map((found) => found.sort(byTimeAndId));
}

function keyOf(question: AssumptionQuestion): Key | undefined {
  return (Object.keys(columns) as Key[]).find((key) => (question[key] ?? '') !== '');
}

function statementFor(
  key: Key,
  group: readonly { readonly question: AssumptionQuestion; readonly index: number }[],
  numbers: TextNumbers,
): string {
  const rows = group.map(({ question, index }) => {
    const { before = 2 ** 50, limit } = question;
    const value = numbers.numberOf(question[key] ?? '');
    const bounds = [before, limit].map((bound) => Math.trunc(Math.min(bound, 2 ** 50)));
    return `(${index}::INTEGER, ${value}::UBIGINT, ${bounds.map((bound) => `${bound}::BIGINT`).join(', ')})`;
  });
  return `SELECT q.i, a.time::DOUBLE, a.text
    FROM (VALUES ${rows.join(', ')}) q(i, value, before, most)
    JOIN assumptions a ON a.${columns[key]} = q.value AND a.time < q.before
    QUALIFY row_number() OVER (PARTITION BY q.i ORDER BY a.time DESC, a.text) <= any_value(q.most) OVER (PARTITION BY q.i)`;
}

function assumption(time: number, text: string): Assumption {
  const facts = JSON.parse(text) as AssumptionFacts;
  return { ...facts, time };
}

function byTimeAndId(a: Assumption, b: Assumption): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.eventId < b.eventId ? -1 : 1;
}
