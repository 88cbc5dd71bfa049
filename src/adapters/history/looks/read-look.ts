import type { DuckDBConnection } from '@duckdb/node-api';
import type { Condition, Kinds } from '../kinds.ts';
import { among, eventColumns } from '../questions/where.ts';
import { type Look, lookColumns, lookOf } from './look.ts';
import { type ReadColumns, readColumns } from './read-columns.ts';

type Anchor = keyof typeof eventColumns | 'resource';

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

/** The events of each of these values, undefined for one with too many; some are left out when all are too many. */
export async function readLooks(
  connection: DuckDBConnection,
  kinds: Kinds,
  dimension: Anchor,
  values: readonly bigint[],
  most: number,
): Promise<ReadonlyMap<bigint, Look | undefined>> {
  if (dimension === 'resource') return readTouching(connection, kinds, values, most);
  const column = eventColumns[dimension];
  const counts = await countsOf(connection, column, values);
  const looks = new Map<bigint, Look | undefined>();
  for (const [value, count] of counts) if (count > most) looks.set(value, undefined);
  for (const part of packed(
    values.filter((value) => !looks.has(value)),
    counts,
  )) {
    const found = await readColumns(
      connection,
      `SELECT ${columns}, e.${column} AS anchor FROM events e WHERE ${among(`e.${column}`, part)}`,
    );
    for (const [value, look] of splitBy(found, part, kinds)) looks.set(value, look);
  }
  return looks;
}

async function countsOf(
  connection: DuckDBConnection,
  column: string,
  values: readonly bigint[],
): Promise<ReadonlyMap<bigint, number>> {
  const reader = await connection.runAndReadAll(
    `SELECT ${column}, count(*) FROM events WHERE ${among(column, values)} GROUP BY ${column}`,
  );
  return new Map(
    reader.getRows().map(([value, count]) => [BigInt(String(value)), Number(count)] as const),
  );
}

/** Rows that are read at once, and all that are read ahead: they are held until they are asked about. */
const mostAtOnce = 50_000;
const mostAhead = 200_000;

/** Values whose events together are few enough to be read at once. */
function packed(values: readonly bigint[], counts: ReadonlyMap<bigint, number>): bigint[][] {
  const parts: bigint[][] = [];
  let room = 0;
  let ahead = 0;
  for (const value of values) {
    const count = counts.get(value) ?? 0;
    ahead += count;
    if (ahead > mostAhead) break;
    if (parts.length === 0 || count > room) {
      parts.push([]);
      room = mostAtOnce;
    }
    parts.at(-1)?.push(value);
    room -= count;
  }
  return parts;
}

/** The events of each of these resources. When together they have too many, none is told of but as the only one. */
async function readTouching(
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
  return splitBy(found, resources, kinds);
}

/** The rows of each value, which stands in the last column. */
function splitBy(
  found: ReadColumns,
  values: readonly bigint[],
  kinds: Kinds,
): ReadonlyMap<bigint, Look> {
  const anchors = found.hashes(lookColumns.length);
  const rows = Map.groupBy(anchors.keys(), (row) => anchors[row] ?? 0n);
  const times = found.numbers(0);
  const hashes = lookColumns.map((_, index) => (index === 0 ? empty : found.hashes(index)));
  return new Map(
    values.map((value) => {
      const own = rows.get(value) ?? [];
      return [value, lookOf(partOf(own, times, hashes), kinds)];
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
