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
  const asked = questions.map((question, index) => ({ question, index, key: keyOf(question) }));
  const groups = Map.groupBy(asked, ({ question, key }) => `${key} ${question.limit}`);
  for (const group of groups.values()) {
    const key = group[0]?.key;
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

/** Finds the rows by their numbers first: the texts are long, and read only for what is asked for. */
function statementFor(
  key: Key,
  group: readonly { readonly question: AssumptionQuestion; readonly index: number }[],
  numbers: TextNumbers,
): string {
  const rows = group.map(({ question, index }) => {
    const before = Math.trunc(Math.min(question.before ?? latest, latest));
    const value = numbers.numberOf(question[key] ?? '');
    return `(${index}::INTEGER, ${value}::UBIGINT, ${before}::BIGINT)`;
  });
  const limit = Math.max(0, Math.trunc(group[0]?.question.limit ?? 0));
  return `WITH hits AS MATERIALIZED (
      SELECT q.i, a.rowid AS hit FROM (VALUES ${rows.join(', ')}) q(i, value, before)
      JOIN assumptions a ON a.${columns[key]} = q.value AND a.time < q.before
      QUALIFY row_number() OVER (PARTITION BY q.i ORDER BY a.time DESC, a.id_high, a.id_low) <= ${limit})
    SELECT hits.i, a.time::DOUBLE, a.text FROM hits JOIN assumptions a ON a.rowid = hits.hit`;
}

function assumption(time: number, text: string): Assumption {
  const facts = JSON.parse(text) as AssumptionFacts;
  return { ...facts, time };
}

function byTimeAndId(a: Assumption, b: Assumption): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.eventId < b.eventId ? -1 : 1;
}
