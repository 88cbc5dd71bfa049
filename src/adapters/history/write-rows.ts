import {
  BIGINT,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  UBIGINT,
  VARCHAR,
} from '@duckdb/node-api';
import { StorageError } from '#src/model/errors.ts';
import type { PendingTable } from './pending-table.ts';

/** DuckDB's own vector size: a chunk never holds more. */
const chunkRows = 2_048;

export interface Rows {
  readonly count: number;
  /** Signed columns first; each is a list of 64-bit numbers, or of texts. */
  readonly columns: readonly RowColumn[];
}

export type RowColumn =
  | { readonly type: 'signed' | 'unsigned'; readonly values: BigUint64Array<ArrayBuffer> }
  | { readonly type: 'text'; readonly values: readonly string[] };

/** Columns of a pending table for `writeRows`; the column named `time` is the only signed one. */
export function rowsOf(
  table: PendingTable,
  names: readonly string[],
  ...texts: readonly (readonly string[])[]
): Rows {
  const numbers = names.map((name, index) => ({
    type: name === 'time' ? ('signed' as const) : ('unsigned' as const),
    values: table.column(index),
  }));
  return {
    count: table.count,
    columns: [...numbers, ...texts.map((values) => ({ type: 'text' as const, values }))],
  };
}

/**
 * Appends whole columns in chunks, inside the connection's transaction. Copying numbers into DuckDB's vectors costs a
 * tenth of a microsecond a row; texts cost half of one each.
 */
export async function writeRows(
  connection: DuckDBConnection,
  table: string,
  rows: Rows,
): Promise<void> {
  if (rows.count === 0) return;
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows.count; from += chunkRows)
    writeChunk(appender, rows.columns, from, Math.min(from + chunkRows, rows.count));
  appender.closeSync();
}

const types = { signed: BIGINT, unsigned: UBIGINT, text: VARCHAR } as const;

function writeChunk(
  appender: DuckDBAppender,
  columns: readonly RowColumn[],
  from: number,
  to: number,
): void {
  const chunk = DuckDBDataChunk.create(
    columns.map(({ type }) => types[type]),
    to - from,
  );
  for (const [index, column] of columns.entries()) {
    if (column.type === 'text') chunk.setColumnValues(index, column.values.slice(from, to));
    else writeNumbers(chunk, index, column.values.subarray(from, to));
  }
  appender.appendDataChunk(chunk);
}

/** The vector's own array is the way in without a native call for each value; the types of the package hide it. */
function writeNumbers(
  chunk: DuckDBDataChunk,
  index: number,
  values: BigUint64Array<ArrayBuffer>,
): void {
  const vector: object = chunk.getColumnVector(index);
  const { items } = vector as { items?: unknown };
  if (items instanceof BigUint64Array) items.set(values);
  else if (items instanceof BigInt64Array)
    items.set(new BigInt64Array(values.buffer, values.byteOffset, values.length));
  else throw new StorageError('The event store cannot write with this version of DuckDB');
  chunk.getColumnVector(index).flush();
}
