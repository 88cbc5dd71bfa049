import type { DuckDBConnection } from '@duckdb/node-api';
import { timeOfDetectionLine } from '#src/detect/detection-line.ts';
import type { CandidateBatch } from '#src/model/candidate-batch.ts';
import {
  assumptionColumns,
  eventColumns,
  kindColumns,
  nameColumns,
  resourceColumns,
} from '#src/normalize/batch/event-batch.ts';
import { countHours } from './hours.ts';
import type { Pending } from './pending.ts';
import type { Place, Segments } from './segments.ts';
import { type Rows, rowsOf, writeRows } from './write-rows.ts';

/**
 * Writes what is pending: first the raw blocks, until they are safe on the disk, then all rows in one transaction. A
 * crash in between leaves blocks that no row refers to, which opening the folder cuts off.
 */
export async function commitPending(
  connection: DuckDBConnection,
  segments: Segments,
  pending: Pending,
): Promise<void> {
  const places = writeBlocks(segments, pending);
  await connection.run('BEGIN');
  try {
    await writeRows(connection, 'blocks', blockRows(places));
    await writeTables(connection, pending);
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function writeBlocks(segments: Segments, pending: Pending): ReadonlyMap<bigint, Place> {
  const places = new Map<bigint, Place>();
  for (const [block, bytes] of pending.blocks) places.set(block, segments.append(bytes));
  if (places.size > 0) segments.sync();
  return places;
}

async function writeTables(connection: DuckDBConnection, pending: Pending): Promise<void> {
  const { events, resources, assumptions, names, assumptionTexts, nameTexts } = pending;
  await writeRows(connection, 'events', rowsOf(events, [...eventColumns, 'block']));
  const [firstBlock] = pending.blocks.keys();
  if (firstBlock !== undefined) await countHours(connection, `block >= ${firstBlock}`);
  await writeRows(connection, 'resources', rowsOf(resources, [...resourceColumns, 'block']));
  await writeRows(
    connection,
    'assumptions',
    rowsOf(assumptions, [...assumptionColumns, 'block'], assumptionTexts),
  );
  await writeRows(connection, 'names', rowsOf(names, nameColumns, nameTexts));
  await writeKinds(connection, pending);
  await writeRows(connection, 'detections', detectionRows(pending.detections));
  await writeCandidates(connection, pending.candidates);
}

/** One row for each part of a source: a few dozen in a commit. */
async function writeCandidates(
  connection: DuckDBConnection,
  batches: readonly CandidateBatch[],
): Promise<void> {
  if (batches.length === 0) return;
  const appender = await connection.createAppender('candidates');
  for (const { first, last, correlations, uses, lines } of batches) {
    appender.appendBigInt(BigInt(first));
    appender.appendBigInt(BigInt(last));
    appender.appendVarchar(correlations);
    appender.appendBlob(new Uint8Array(uses.buffer, uses.byteOffset, uses.byteLength));
    appender.appendBlob(lines);
    appender.endRow();
  }
  appender.closeSync();
}

/** Kinds are joined to, so each is there once; workers may send one again. */
async function writeKinds(connection: DuckDBConnection, { kinds }: Pending): Promise<void> {
  if (kinds.count === 0) return;
  await connection.run('CREATE OR REPLACE TEMP TABLE new_kinds AS FROM kinds LIMIT 0');
  await writeRows(connection, 'new_kinds', rowsOf(kinds, kindColumns));
  await connection.run(
    'INSERT INTO kinds SELECT DISTINCT * FROM new_kinds WHERE kind NOT IN (SELECT kind FROM kinds)',
  );
}

function blockRows(places: ReadonlyMap<bigint, Place>): Rows {
  const all = [...places];
  const column = (of: (place: Place) => number) => ({
    type: 'unsigned' as const,
    values: BigUint64Array.from(all, ([, place]) => BigInt(of(place))),
  });
  return {
    count: all.length,
    columns: [
      { type: 'unsigned', values: BigUint64Array.from(all, ([block]) => block) },
      column(({ segment }) => segment),
      column(({ start }) => start),
      column(({ length }) => length),
    ],
  };
}

function detectionRows(lines: readonly string[]): Rows {
  const times = BigUint64Array.from(lines, (line) => BigInt(timeOfDetectionLine(line)));
  return {
    count: lines.length,
    columns: [
      { type: 'signed', values: times },
      { type: 'text', values: lines },
    ],
  };
}
