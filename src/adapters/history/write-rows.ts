import { BIGINT, type DuckDBConnection, DuckDBDataChunk, UBIGINT, VARCHAR } from '@duckdb/node-api';
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
  { count, columns }: Rows,
): Promise<void> {
  if (count === 0) return;
  const appender = await connection.createAppender(table);
  const chunk = chunkFor(columns);
  for (let from = 0; from < count; from += chunkRows) {
    const to = Math.min(from + chunkRows, count);
    chunk.reset();
    chunk.rowCount = to - from;
    for (const [index, column] of columns.entries()) writeColumn(chunk, index, column, from, to);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const types = { signed: BIGINT, unsigned: UBIGINT, text: VARCHAR } as const;
/** JavaScript does not see how much memory a chunk takes, and would free used ones too late: there is one for each shape. */
const chunks = new Map<string, DuckDBDataChunk>();

function chunkFor(columns: readonly RowColumn[]): DuckDBDataChunk {
  const shape = columns.map(({ type }) => type).join(' ');
  const chunk = chunks.get(shape) ?? DuckDBDataChunk.create(columns.map(({ type }) => types[type]));
  chunks.set(shape, chunk);
  return chunk;
}

function writeColumn(
  chunk: DuckDBDataChunk,
  index: number,
  column: RowColumn,
  from: number,
  to: number,
): void {
  if (column.type === 'text') chunk.setColumnValues(index, column.values.slice(from, to));
  else writeNumbers(chunk, index, column.values.subarray(from, to));
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
