import type { DuckDBConnection } from '@duckdb/node-api';
import type { Assumption, AssumptionQuestion } from '#src/enrich/history.ts';
import type { AssumptionFacts } from '#src/normalize/batch/assumption.ts';
import { readColumns } from '../looks/read-columns.ts';
import type { TextNumbers } from '../text-numbers.ts';
import {
  type AskedRows,
  type AssumptionIndex,
  type AssumptionRow,
  failed,
  type KeyColumn,
} from './assumption-index.ts';
import { among, partsOf, rowsWith } from './where.ts';
import { spanOf, windowOf } from './window.ts';

const columns = {
  issuedKey: 'issued_key',
  sharedEventId: 'shared_id',
  sessionArn: 'session_arn',
  actor: 'actor',
} as const satisfies Record<string, KeyColumn>;

type Key = keyof typeof columns;

/** Numbers in one statement; a longer one takes longer to parse than it saves. */
const mostTogether = 1_024;

export interface AssumptionMemory {
  readonly index: AssumptionIndex;
  /** What assumptions that were read say, by the low half of their event's id. */
  readonly told: Map<bigint, Assumption>;
}

/** A few megabytes. */
const mostTold = 4_000;

/** The latest ones within the limit, oldest first: what is asked for is mostly the last before an event. */
export async function answerAssumptions(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  memory: AssumptionMemory,
  questions: readonly AssumptionQuestion[],
): Promise<readonly (readonly Assumption[])[]> {
  const asked = questions.map((question) => askedBy(question, numbers));
  const rows = await rowsOf(connection, memory.index, asked);
  if (memory.told.size > mostTold) memory.told.clear();
  await readTold(connection, memory.told, rows.flat());
  return rows.map((found) =>
    found.flatMap(({ low }) => memory.told.get(low) ?? []).sort(byTimeAndId),
  );
}

function askedBy(question: AssumptionQuestion, numbers: TextNumbers): AskedRows | undefined {
  const { from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY, limit } = question;
  const name = (Object.keys(columns) as Key[]).find((key) => (question[key] ?? '') !== '');
  if (name === undefined) return undefined;
  return {
    key: columns[name],
    value: numbers.numberOf(question[name] ?? ''),
    window: windowOf({ from, to: before }),
    hasFailed: question.hasFailed === true,
    limit: Math.max(0, Math.trunc(limit)),
  };
}

/** From memory where it holds all assumptions, else from the database. */
async function rowsOf(
  connection: DuckDBConnection,
  index: AssumptionIndex,
  asked: readonly (AskedRows | undefined)[],
): Promise<readonly (readonly AssumptionRow[])[]> {
  const held = await Promise.all(asked.map((one) => one && index.find(one)));
  const left = new Map<number, AskedRows>();
  for (const [place, one] of asked.entries())
    if (one !== undefined && held[place] === undefined) left.set(place, one);
  const stored = await storedRows(connection, left);
  return asked.map((_, place) => held[place] ?? stored.get(place) ?? []);
}

async function storedRows(
  connection: DuckDBConnection,
  asked: ReadonlyMap<number, AskedRows>,
): Promise<ReadonlyMap<number, readonly AssumptionRow[]>> {
  const found = new Map<number, readonly AssumptionRow[]>();
  const alike = Map.groupBy(asked, ([, { key, hasFailed }]) => `${key} ${hasFailed}`);
  for (const part of alike.values().flatMap((same) => partsOf(same, mostTogether))) {
    const rows = await findTogether(
      connection,
      part.map(([, one]) => one),
    );
    for (const [at, [place]] of part.entries()) found.set(place, rows[at] ?? []);
  }
  return found;
}

/** One statement for questions by the same column, all about refused ones or none of them. */
async function findTogether(
  connection: DuckDBConnection,
  asked: readonly AskedRows[],
): Promise<readonly (readonly AssumptionRow[])[]> {
  const [{ key, hasFailed } = { key: 'actor', hasFailed: false }] = asked;
  const { from, to } = spanOf(asked.map(({ window }) => window));
  const read = await readColumns(
    connection,
    `SELECT ${key}, time::DOUBLE, id_low FROM assumptions
     WHERE ${among(key, new Set(asked.map(({ value }) => value)))}
       AND time >= ${from} AND time < ${to} ${hasFailed ? `AND ${failed}` : ''}
     ORDER BY time DESC, id_high, id_low`,
  );
  const [values, times, lows] = [read.hashes(0), read.numbers(1), read.hashes(2)];
  const rows = Array.from(times, (time, at) => {
    return { time, low: lows[at] ?? 0n, value: values[at] ?? 0n };
  });
  const byValue = Map.groupBy(rows, ({ value }) => value);
  return asked.map(({ value, window, limit }) =>
    (byValue.get(value) ?? [])
      .filter(({ time }) => time >= window.from && time < window.to)
      .slice(0, limit),
  );
}

/** Reads the texts of those that were not read before. */
async function readTold(
  connection: DuckDBConnection,
  told: Map<bigint, Assumption>,
  rows: readonly AssumptionRow[],
): Promise<void> {
  const missing = rows.filter(({ low }) => !told.has(low));
  const wanted = [...new Map(missing.map((row) => [row.low, row])).values()];
  // Neighbors in time lie together, and the database passes over the rest.
  for (const part of partsOf(
    wanted.toSorted((a, b) => a.time - b.time),
    mostTogether,
  )) {
    const source = rowsWith(
      'assumptions',
      'id_low',
      part.map(({ low }) => low),
    );
    const reader = await connection.runAndReadAll(
      `SELECT id_low, time::DOUBLE, text FROM ${source}
       WHERE time >= ${part[0]?.time} AND time <= ${part.at(-1)?.time}`,
    );
    for (const [low, time, text] of reader.getRows())
      told.set(low as bigint, assumption(time, text));
  }
}

function assumption(time: unknown, text: unknown): Assumption {
  const facts = JSON.parse(String(text)) as AssumptionFacts;
  return { ...facts, time: Number(time) };
}

function byTimeAndId(a: Assumption, b: Assumption): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.eventId < b.eventId ? -1 : 1;
}
