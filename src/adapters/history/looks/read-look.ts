import type { DuckDBConnection } from '@duckdb/node-api';
import type { Condition, Kinds } from '../kinds.ts';
import { among, eventColumns, few } from '../questions/where.ts';
import { type Look, lookColumns, lookOf } from './look.ts';
import { type ReadColumns, readColumns } from './read-columns.ts';

type Anchor = keyof typeof eventColumns;

const columns = lookColumns.map((column) => `e.${column}`).join(', ');

interface LookSource {
  readonly connection: DuckDBConnection;
  readonly kinds: Kinds;
  /** Events of one look. */
  readonly most: number;
}

type LooksByValue = ReadonlyMap<bigint, Look | undefined>;

/** Undefined when there are more events than `most`. */
export async function readLook(
  { connection, kinds, most }: LookSource,
  [dimension, value]: Condition,
): Promise<Look | undefined> {
  const found = await readColumns(
    connection,
    `${eventsWith(dimension, [value])} LIMIT ${most + 1}`,
  );
  return found.count > most ? undefined : lookOf(found, kinds);
}

/** The events of each of these values in portions, undefined for a value with too many. */
export async function* readLooks(
  source: LookSource,
  dimension: Anchor,
  values: readonly bigint[],
): AsyncGenerator<LooksByValue> {
  const counts = values.length > few ? await countsOf(source, dimension, values) : noCounts;
  const countOf = (value: bigint) => counts.get(value) ?? 0;
  const tooMany = values.filter((value) => countOf(value) > source.most);
  yield new Map(tooMany.map((value) => [value, undefined]));
  const others = values
    .filter((value) => countOf(value) <= source.most)
    .toSorted((a, b) => countOf(a) - countOf(b));
  for (const part of packed(others, countOf))
    if (part.length > few) yield await readTogether(source, dimension, part);
    else
      for (const value of part)
        yield new Map([[value, await readLook(source, [dimension, value])]]);
}

const noCounts: ReadonlyMap<bigint, number> = new Map();

async function countsOf(
  { connection }: LookSource,
  dimension: Anchor,
  values: readonly bigint[],
): Promise<ReadonlyMap<bigint, number>> {
  const reader = await connection.runAndReadAll(
    `SELECT anchor, count(*) FROM (${anchorsAmong(dimension, values)}) GROUP BY anchor`,
  );
  return new Map(
    reader.getRows().map(([value, count]) => [BigInt(String(value)), Number(count)] as const),
  );
}

/** Rows that are read at once. */
const mostAtOnce = 50_000;

/** Values whose events together are few enough to be read at once. */
function packed(values: readonly bigint[], countOf: (value: bigint) => number): bigint[][] {
  const parts: bigint[][] = [];
  let room = 0;
  for (const value of values) {
    const count = countOf(value);
    if (parts.length === 0 || count > room) {
      parts.push([]);
      room = mostAtOnce;
    }
    parts.at(-1)?.push(value);
    room -= count;
  }
  return parts;
}

async function readTogether(
  { connection, kinds }: LookSource,
  dimension: Anchor,
  values: readonly bigint[],
): Promise<LooksByValue> {
  return splitBy(await readColumns(connection, eventsWith(dimension, values)), values, kinds);
}

function anchorsAmong(dimension: Anchor, values: readonly bigint[]): string {
  const column = eventColumns[dimension];
  const ofEvents = `SELECT ${column} AS anchor FROM events WHERE ${among(column, values)}`;
  if (dimension !== 'resource') return ofEvents;
  return `${ofEvents} UNION ALL SELECT resource FROM resources WHERE ${among('resource', values)}`;
}

/** Their columns, and as the last one the value. The second and further resources of events are in a table of their own. */
function eventsWith(dimension: Anchor, values: readonly bigint[]): string {
  const column = `e.${eventColumns[dimension]}`;
  const own = `SELECT ${columns}, ${column} AS anchor FROM events e WHERE ${among(column, values)}`;
  if (dimension !== 'resource') return own;
  return `${own} UNION ALL SELECT ${columns}, others.resource
    FROM (SELECT block, position, resource FROM resources WHERE ${among('resource', values)}) others
    JOIN events e USING (block, position)`;
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
  const own = hashes.map((column) => pick(column, rows));
  const ownTimes = Float64Array.from(rows, (row) => times[row] ?? 0);
  return {
    count: rows.length,
    numbers: () => ownTimes,
    hashes: (index) => own[index] ?? empty,
  };
}

/** As halves: a number of 64 bits is an object for a moment. */
function pick(column: BigUint64Array, rows: readonly number[]): BigUint64Array {
  if (column.length === 0) return empty;
  const from = new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
  const halves = new Uint32Array(rows.length * 2);
  for (const [at, row] of rows.entries()) {
    halves[at * 2] = from[row * 2] ?? 0;
    halves[at * 2 + 1] = from[row * 2 + 1] ?? 0;
  }
  return new BigUint64Array(halves.buffer);
}
