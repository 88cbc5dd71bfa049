import type { DuckDBConnection } from '@duckdb/node-api';
import type { Assumption, AssumptionQuestion } from '#src/enrich/history.ts';
import type { AssumptionFacts } from '#src/normalize/batch/assumption.ts';
import { readColumns } from '../looks/read-columns.ts';
import type { TextNumbers } from '../text-numbers.ts';
import { among, few, partsOf } from './where.ts';
import { spanOf, type Window, windowOf } from './window.ts';

const columns = {
  issuedKey: 'issued_key',
  sharedEventId: 'shared_id',
  sessionArn: 'session_arn',
  actor: 'actor',
} as const;

type Key = keyof typeof columns;

/** Numbers in one statement; a longer one takes longer to parse than it saves. */
const mostTogether = 1_024;

interface Asked {
  readonly index: number;
  readonly key: Key;
  readonly value: bigint;
  readonly window: Window;
  readonly limit: number;
}

/** An assumption without its text, which is long. */
interface Row {
  readonly time: number;
  readonly high: bigint;
  readonly low: bigint;
}

/** The latest ones within the limit, oldest first: what is asked for is mostly the last before an event. */
export async function answerAssumptions(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  questions: readonly AssumptionQuestion[],
): Promise<readonly (readonly Assumption[])[]> {
  const answers: Assumption[][] = questions.map(() => []);
  const asked = questions.flatMap((question, index) => askedBy(question, index, numbers));
  for (const [key, same] of Map.groupBy(asked, (each) => each.key))
    for (const part of partsOf(same, mostTogether)) {
      const found =
        part.length > few
          ? await findTogether(connection, key, part)
          : await findEach(connection, part);
      for (const [place, { index }] of part.entries()) answers[index] = found[place] ?? [];
    }
  return answers.map((found) => found.sort(byTimeAndId));
}

async function findEach(
  connection: DuckDBConnection,
  asked: readonly Asked[],
): Promise<Assumption[][]> {
  const found: Assumption[][] = [];
  for (const { key, value, window, limit } of asked) {
    const reader = await connection.runAndReadAll(
      `SELECT time::DOUBLE, text FROM assumptions
       WHERE ${columns[key]} = ${value}::UBIGINT
         AND time >= ${window.from} AND time < ${window.to}
       ORDER BY ${latestFirst} LIMIT ${limit}`,
    );
    found.push(reader.getRows().map(([time, text]) => assumption(time, text)));
  }
  return found;
}

const latestFirst = 'time DESC, id_high, id_low';

/** One statement finds all, and one more reads the texts, which are long, of those that the limits leave. */
async function findTogether(
  connection: DuckDBConnection,
  key: Key,
  asked: readonly Asked[],
): Promise<Assumption[][]> {
  const byValue = await rowsOf(connection, key, asked);
  const rows = asked.map(({ value, window, limit }) =>
    latestIn(byValue.get(value) ?? [], window, limit),
  );
  const told = await readTold(connection, rows.flat());
  return rows.map((found) => found.flatMap(({ low }) => told.get(low) ?? []));
}

function askedBy(
  question: AssumptionQuestion,
  index: number,
  numbers: TextNumbers,
): readonly Asked[] {
  const { from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY, limit } = question;
  const key = (Object.keys(columns) as Key[]).find((name) => (question[name] ?? '') !== '');
  if (key === undefined) return [];
  const value = numbers.numberOf(question[key] ?? '');
  const window = windowOf({ from, to: before });
  return [{ index, key, value, window, limit: Math.max(0, Math.trunc(limit)) }];
}

/** Those with one of the values, the latest first. */
async function rowsOf(
  connection: DuckDBConnection,
  key: Key,
  asked: readonly Asked[],
): Promise<ReadonlyMap<bigint, readonly Row[]>> {
  const column = columns[key];
  const { from, to } = spanOf(asked.map(({ window }) => window));
  const read = await readColumns(
    connection,
    `SELECT ${column}, time::DOUBLE, id_high, id_low FROM assumptions
     WHERE ${among(column, new Set(asked.map(({ value }) => value)))}
       AND time >= ${from} AND time < ${to}
     ORDER BY ${latestFirst}`,
  );
  const [values, times, highs, lows] = [
    read.hashes(0),
    read.numbers(1),
    read.hashes(2),
    read.hashes(3),
  ];
  const rows = Array.from(times, (time, at) => {
    return { time, high: highs[at] ?? 0n, low: lows[at] ?? 0n, value: values[at] ?? 0n };
  });
  return Map.groupBy(rows, ({ value }) => value);
}

function latestIn(rows: readonly Row[], { from, to }: Window, limit: number): readonly Row[] {
  return rows.filter(({ time }) => time >= from && time < to).slice(0, limit);
}

/** What the texts of these say, by the low half of the event's id. */
async function readTold(
  connection: DuckDBConnection,
  rows: readonly Row[],
): Promise<ReadonlyMap<bigint, Assumption>> {
  const told = new Map<bigint, Assumption>();
  const wanted = [...new Map(rows.map((row) => [row.low, row])).values()];
  // Neighbors in time lie together, and the database passes over the rest.
  for (const part of partsOf(
    wanted.toSorted((a, b) => a.time - b.time),
    mostTogether,
  )) {
    const reader = await connection.runAndReadAll(
      `SELECT id_low, time::DOUBLE, text FROM assumptions
       WHERE ${among(
         'id_low',
         part.map(({ low }) => low),
       )}
         AND time >= ${part[0]?.time} AND time <= ${part.at(-1)?.time}`,
    );
    for (const [low, time, text] of reader.getRows())
      told.set(low as bigint, assumption(time, text));
  }
  return told;
}

function assumption(time: unknown, text: unknown): Assumption {
  const facts = JSON.parse(String(text)) as AssumptionFacts;
  return { ...facts, time: Number(time) };
}

function byTimeAndId(a: Assumption, b: Assumption): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.eventId < b.eventId ? -1 : 1;
}
