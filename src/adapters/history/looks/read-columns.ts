import type { DuckDBConnection } from '@duckdb/node-api';
import { StorageError } from '#src/model/errors.ts';

/** Columns of a result: DOUBLE as numbers, UBIGINT as 64-bit numbers. Each can be taken once; no value is null. */
export interface ReadColumns {
  readonly count: number;
  numbers(index: number): Float64Array;
  hashes(index: number): BigUint64Array;
}

/** Whole columns at once: making a value of each cell takes longer than the database needs to find it. */
export async function readColumns(
  connection: DuckDBConnection,
  statement: string,
): Promise<ReadColumns> {
  const result = await connection.run(statement);
  const parts: (Float64Array | BigUint64Array)[][] = [];
  let count = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    count += chunk.rowCount;
    for (let index = 0; index < result.columnCount; index += 1) {
      const part = itemsOf(chunk.getColumnVector(index)).slice(0, chunk.rowCount);
      parts[index] = [...(parts[index] ?? []), part];
    }
  }
  return {
    count,
    numbers: (index) => joined(parts.splice(index, 1, [])[0] ?? [], new Float64Array(count)),
    hashes: (index) => joined(parts.splice(index, 1, [])[0] ?? [], new BigUint64Array(count)),
  };
}

/** The vector's own array; the types of the package hide it. */
function itemsOf(vector: object): Float64Array | BigUint64Array {
  const { items } = vector as { items?: unknown };
  if (items instanceof Float64Array || items instanceof BigUint64Array) return items;
  throw new StorageError('The event store cannot read with this version of DuckDB');
}

function joined<T extends Float64Array | BigUint64Array>(
  parts: readonly (Float64Array | BigUint64Array)[],
  into: T,
): T {
  let at = 0;
  for (const part of parts) {
    if (part.constructor !== into.constructor)
      throw new StorageError('A column of the event store has an unexpected type');
    (into as { set(from: unknown, at: number): void }).set(part, at);
    at += part.length;
  }
  return into;
}
