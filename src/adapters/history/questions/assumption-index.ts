import type { DuckDBConnection } from '@duckdb/node-api';
import { readColumns } from '../looks/read-columns.ts';
import type { Window } from './window.ts';

/** Columns by which assumptions are asked for. */
export const keyColumns = ['issued_key', 'shared_id', 'session_arn', 'actor'] as const;
export type KeyColumn = (typeof keyColumns)[number];

/** An assumption without its text, which is long. */
export interface AssumptionRow {
  readonly time: number;
  readonly low: bigint;
}

/** What is asked for: the latest of a window with this value, at most so many. */
export interface AskedRows {
  readonly key: KeyColumn;
  readonly value: bigint;
  readonly window: Window;
  readonly hasFailed: boolean;
  readonly limit: number;
}

/** In SQL: whether the call was refused. Quotes inside the texts are escaped, so none of them can look like this. */
export const failed = `NOT contains(text, '"errorCode":""')`;

/** The numbers of all assumptions: a role chain asks a dozen things about a table that fits into a few megabytes. */
export interface AssumptionIndex {
  /** The latest ones; undefined when there are too many assumptions to be held. */
  find(asked: AskedRows): Promise<readonly AssumptionRow[] | undefined>;
  forget(): void;
}

/** 24 MB. One event in thirty is an assumption. */
const mostHeld = 300_000;

export function openAssumptionIndex(
  connection: DuckDBConnection,
  most = mostHeld,
): AssumptionIndex {
  let held: Promise<Held | undefined> | undefined;
  return {
    async find(asked) {
      held ??= load(connection, most);
      const all = await held;
      return all && findIn(all, asked);
    },
    forget() {
      held = undefined;
    },
  };
}

interface Held {
  readonly times: Float64Array;
  /** 1 where the call was refused. */
  readonly failures: Uint8Array;
  readonly lows: BigUint64Array;
  readonly columns: ReadonlyMap<KeyColumn, Chained>;
}

/** Rows by value: each chain holds those of one slot, the latest first. */
interface Chained {
  readonly values: BigUint64Array;
  readonly first: Int32Array;
  readonly next: Int32Array;
}

async function load(connection: DuckDBConnection, most: number): Promise<Held | undefined> {
  const reader = await connection.runAndReadAll('SELECT count(*)::DOUBLE FROM assumptions');
  if (Number(reader.getRows()[0]?.[0]) > most) return undefined;
  // Each row goes to the front of its chain, so that the last here is the first there.
  const read = await readColumns(
    connection,
    `SELECT time::DOUBLE, id_low, (${failed})::DOUBLE, ${keyColumns.join(', ')} FROM assumptions
     ORDER BY time, id_high DESC, id_low DESC`,
  );
  const columns = keyColumns.map((key, at) => [key, chained(read.hashes(3 + at))] as const);
  return {
    times: read.numbers(0),
    lows: read.hashes(1),
    failures: Uint8Array.from(read.numbers(2)),
    columns: new Map(columns),
  };
}

function chained(values: BigUint64Array): Chained {
  const first = new Int32Array(2 ** Math.ceil(Math.log2(values.length + 1))).fill(-1);
  const next = new Int32Array(values.length);
  for (const [row, value] of values.entries()) {
    const slot = slotOf(value, first);
    next[row] = first[slot] ?? -1;
    first[slot] = row;
  }
  return { values, first, next };
}

function slotOf(value: bigint, { length }: Int32Array): number {
  return Number(value & 0xffff_ffffn) & (length - 1);
}

function findIn(held: Held, { key, value, limit, ...wanted }: AskedRows): readonly AssumptionRow[] {
  const found: AssumptionRow[] = [];
  const chain = held.columns.get(key);
  if (chain === undefined) return found;
  let row = chain.first[slotOf(value, chain.first)] ?? -1;
  for (; row >= 0 && found.length < limit; row = chain.next[row] ?? -1) {
    const time = held.times[row] ?? 0;
    if (time < wanted.window.from) break;
    if (chain.values[row] === value && isWanted(held, row, wanted))
      found.push({ time, low: held.lows[row] ?? 0n });
  }
  return found;
}

function isWanted(
  { times, failures }: Held,
  row: number,
  { window, hasFailed }: Pick<AskedRows, 'window' | 'hasFailed'>,
): boolean {
  const time = times[row] ?? 0;
  return time >= window.from && time < window.to && (!hasFailed || failures[row] === 1);
}
