import type { DuckDBConnection } from '@duckdb/node-api';
import {
  assumptionColumns,
  eventColumns,
  resourceColumns,
} from '#src/normalize/batch/event-batch.ts';
import { IdFilter } from './id-filter.ts';
import type { Pending } from './pending.ts';
import type { PendingTable } from './pending-table.ts';
import { writeRows } from './write-rows.ts';

const time = eventColumns.indexOf('time');
const idHigh = eventColumns.indexOf('id_high');
const idLow = eventColumns.indexOf('id_low');
const position = eventColumns.indexOf('position');
const block = eventColumns.length;

/** 16 MB: one process may keep it for a history of any size. */
const filterBits = 27;

/**
 * Keeps every event once by its id, exactly. Nearly all ids are new, which the filter in memory knows; the few that it
 * may have seen are looked up in the database, all of a commit at once.
 */
export class Duplicates {
  readonly #filter: IdFilter;

  constructor(bits = filterBits) {
    this.#filter = new IdFilter(bits);
  }

  /** Learns the ids that are stored. */
  async load(connection: DuckDBConnection): Promise<void> {
    const result = await connection.stream('SELECT id_high, id_low FROM events');
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      const high = BigUint64Array.from(chunk.getColumnValues(0) as bigint[]);
      const low = BigUint64Array.from(chunk.getColumnValues(1) as bigint[]);
      this.#addAll(high, low);
    }
  }

  /** Looks at the pending events from this row on. */
  inspect({ events, suspects }: Pending, from: number): void {
    const high = events.column(idHigh, from);
    const low = events.column(idLow, from);
    for (const row of this.#addAll(high, low)) suspects.push(from + row);
  }

  /** Takes out of the pending rows what is stored already, or pending twice; returns how many events that were. */
  async remove(connection: DuckDBConnection, pending: Pending): Promise<number> {
    const { suspects } = pending;
    if (suspects.length === 0) return 0;
    const dropped = repeatsIn(pending.events, suspects);
    const candidates = suspects.filter((row) => !dropped.has(row));
    for (const row of await storedRows(connection, pending.events, candidates)) dropped.add(row);
    if (dropped.size > 0)
      dropRows(
        pending,
        [...dropped].sort((a, b) => a - b),
      );
    return dropped.size;
  }

  #addAll(high: BigUint64Array<ArrayBuffer>, low: BigUint64Array<ArrayBuffer>): number[] {
    const highs = new Uint32Array(high.buffer, high.byteOffset, 2 * high.length);
    const lows = new Uint32Array(low.buffer, low.byteOffset, 2 * low.length);
    const seen: number[] = [];
    for (let at = 0; at < highs.length; at += 2) {
      if (this.#filter.add(highs, lows, at)) seen.push(at / 2);
    }
    return seen;
  }
}

/** Suspects of which an earlier pending row has the same id. */
function repeatsIn(events: PendingTable, suspects: readonly number[]): Set<number> {
  const highs = events.column(idHigh);
  const lows = events.column(idLow);
  const first = new Map<string, number>();
  const idOf = (row: number): string => `${highs[row]}.${lows[row]}`;
  for (const row of rowsLike(suspects, lows)) {
    const id = idOf(row);
    if (!first.has(id)) first.set(id, row);
  }
  return new Set(suspects.filter((row) => first.get(idOf(row)) !== row));
}

/** Rows that end in the same 16 bits as one of these: few of many, found without making a bigint for each. */
function* rowsLike(some: readonly number[], values: BigUint64Array<ArrayBuffer>): Iterable<number> {
  const ends = new Uint16Array(values.buffer, values.byteOffset, 4 * values.length);
  const isWanted = new Uint8Array(1 << 16);
  for (const row of some) isWanted[ends[4 * row] ?? 0] = 1;
  for (let row = 0; row < values.length; row++) if (isWanted[ends[4 * row] ?? 0] === 1) yield row;
}

/**
 * Suspects that are stored. An id that was delivered twice has the same time twice, so that only a small part of the
 * table is read; the rest is asked only for suspects that were not found there.
 */
async function storedRows(
  connection: DuckDBConnection,
  events: PendingTable,
  suspects: readonly number[],
): Promise<readonly number[]> {
  if (suspects.length === 0) return [];
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE suspects (time BIGINT, id_high UBIGINT, id_low UBIGINT, pending UBIGINT)',
  );
  const pick = (column: number): BigUint64Array<ArrayBuffer> => {
    const all = events.column(column);
    return BigUint64Array.from(suspects, (row) => all[row] ?? 0n);
  };
  await writeRows(connection, 'suspects', {
    count: suspects.length,
    columns: [
      { type: 'signed', values: pick(time) },
      { type: 'unsigned', values: pick(idHigh) },
      { type: 'unsigned', values: pick(idLow) },
      { type: 'unsigned', values: BigUint64Array.from(suspects, BigInt) },
    ],
  });
  const near = await matches(
    connection,
    'e.time BETWEEN (SELECT min(time) FROM suspects) AND (SELECT max(time) FROM suspects)',
  );
  if (near.length === suspects.length) return near;
  await connection.run(`DELETE FROM suspects WHERE pending IN (${['-1', ...near].join(', ')})`);
  return [...near, ...(await matches(connection, 'true'))];
}

async function matches(connection: DuckDBConnection, condition: string): Promise<number[]> {
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT s.pending::DOUBLE FROM suspects s JOIN events e USING (id_low, id_high) WHERE ${condition}`,
  );
  return reader.getRows().map(([row]) => Number(row));
}

/** The rows of further tables belong to an event by its place in the raw blocks. */
function dropRows(pending: Pending, dropped: readonly number[]): void {
  const { events, resources, assumptions } = pending;
  const places = placesOf(events, dropped);
  const assumptionRows = rowsAt(places, assumptions, assumptionColumns);
  const isDropped = new Set(assumptionRows);
  pending.assumptionTexts = pending.assumptionTexts.filter((_, row) => !isDropped.has(row));
  assumptions.drop(assumptionRows);
  resources.drop(rowsAt(places, resources, resourceColumns));
  events.drop(dropped);

  const used = events.column(block);
  for (const number of places.keys()) if (!used.includes(number)) pending.blocks.delete(number);
}

/** Positions by the block that they are in. */
type Places = ReadonlyMap<bigint, ReadonlySet<bigint>>;

function placesOf(events: PendingTable, rows: readonly number[]): Places {
  const blocks = events.column(block);
  const positions = events.column(position);
  const places = new Map<bigint, Set<bigint>>();
  for (const row of rows) {
    const inBlock = places.get(blocks[row] ?? 0n) ?? new Set();
    places.set(blocks[row] ?? 0n, inBlock.add(positions[row] ?? 0n));
  }
  return places;
}

function rowsAt(places: Places, table: PendingTable, columns: readonly string[]): number[] {
  const blocks = table.column(columns.length);
  const positions = table.column(columns.indexOf('position'));
  const rows: number[] = [];
  for (const [row, block] of blocks.entries())
    if (places.get(block)?.has(positions[row] ?? 0n)) rows.push(row);
  return rows;
}
