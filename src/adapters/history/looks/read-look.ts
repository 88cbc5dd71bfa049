import type { DuckDBConnection } from '@duckdb/node-api';
import type { Condition, Kinds } from '../kinds.ts';
import { among, eventColumns } from '../questions/where.ts';
import { type Look, lookColumns, lookOf } from './look.ts';
import { type ReadColumns, readColumns } from './read-columns.ts';

const columns = lookColumns.map((column) => `e.${column}`).join(', ');

/** Undefined when there are more events than `most`. */
export async function readLook(
  connection: DuckDBConnection,
  kinds: Kinds,
  [dimension, value]: Condition,
  most: number,
): Promise<Look | undefined> {
  if (dimension === 'resource')
    return (await readTouching(connection, kinds, [value], most)).get(value);
  const found = await readColumns(
    connection,
    `SELECT ${columns} FROM events e WHERE e.${eventColumns[dimension]} = ${value}::UBIGINT
     LIMIT ${most + 1}`,
  );
  return found.count > most ? undefined : lookOf(found, kinds);
}

/** The events of each of these resources. When together they have too many, none is told of but as the only one. */
export async function readTouching(
  connection: DuckDBConnection,
  kinds: Kinds,
  resources: readonly bigint[],
  most: number,
): Promise<ReadonlyMap<bigint, Look | undefined>> {
  const found = await readColumns(
    connection,
    `SELECT ${columns}, e.resource AS touched FROM events e WHERE ${among('e.resource', resources)}
     UNION ALL SELECT ${columns}, others.touched
     FROM (SELECT block, position, resource AS touched FROM resources
       WHERE ${among('resource', resources)}) others
     JOIN events e USING (block, position) LIMIT ${most + 1}`,
  );
  const [only] = resources;
  if (found.count > most)
    return new Map(resources.length === 1 && only !== undefined ? [[only, undefined]] : []);
  const touched = found.hashes(lookColumns.length);
  const rows = Map.groupBy(touched.keys(), (row) => touched[row] ?? 0n);
  const times = found.numbers(0);
  const hashes = lookColumns.map((_, index) => (index === 0 ? empty : found.hashes(index)));
  return new Map(
    resources.map((resource) => {
      const own = rows.get(resource) ?? [];
      return [resource, lookOf(partOf(own, times, hashes), kinds)];
    }),
  );
}

const empty = new BigUint64Array();

/** A copy: a small look must not hold on to the rows of all that were read with it. */
function partOf(
  rows: readonly number[],
  times: Float64Array,
  hashes: readonly BigUint64Array[],
): ReadColumns {
  const own = hashes.map((column) => BigUint64Array.from(rows, (row) => column[row] ?? 0n));
  const ownTimes = Float64Array.from(rows, (row) => times[row] ?? 0);
  return {
    count: rows.length,
    numbers: () => ownTimes,
    hashes: (index) => own[index] ?? empty,
  };
}
