import type { DuckDBConnection } from '@duckdb/node-api';
import { recountHours } from './hours.ts';
import type { Segments } from './segments.ts';

export interface RetentionLimits {
  /** Milliseconds since 1970: events before it go. Those whose time is impossible stay until the size decides. */
  readonly before?: number;
  /** Of segments and database together; the segments that were written first go. */
  readonly maxBytes?: number;
}

/**
 * Removes what is older or more than wanted, and returns the number of events removed. Rows go first, in one transaction,
 * then the files that no row refers to: a crash in between leaves files, which opening the folder removes.
 */
export async function applyRetention(
  connection: DuckDBConnection,
  segments: Segments,
  { before, maxBytes }: RetentionLimits,
): Promise<number> {
  let removed = 0;
  if (before !== undefined)
    removed += await removeEvents(connection, `time > 0 AND time < ${Math.trunc(before)}`, before);
  await removeUnusedSegments(connection, segments);
  while (maxBytes !== undefined && (await bytesOf(connection, segments)) > maxBytes) {
    const oldest = await oldestSegment(connection);
    if (oldest === undefined) break;
    removed += await removeEvents(
      connection,
      `block IN (SELECT block FROM blocks WHERE segment = ${oldest})`,
    );
    await removeUnusedSegments(connection, segments);
  }
  return removed;
}

/** Files of segments of which no block is known any more. */
export async function removeUnusedSegments(
  connection: DuckDBConnection,
  segments: Segments,
): Promise<void> {
  const reader = await connection.runAndReadAll('SELECT DISTINCT segment::DOUBLE FROM blocks');
  const used = new Set(reader.getRows().map(([segment]) => Number(segment)));
  for (const segment of segments.list()) if (!used.has(segment)) segments.remove(segment);
}

async function removeEvents(
  connection: DuckDBConnection,
  condition: string,
  before = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  await connection.run('BEGIN');
  try {
    for (const table of ['resources', 'assumptions'])
      await connection.run(`DELETE FROM ${table} WHERE ${condition}`);
    const reader = await connection.runAndReadAll(`DELETE FROM events WHERE ${condition}`);
    await connection.run('DELETE FROM blocks WHERE block NOT IN (SELECT block FROM events)');
    await removeMatches(connection, before);
    await recountHours(connection);
    await connection.run('COMMIT');
    await connection.run('CHECKPOINT');
    return Number(reader.getRows()[0]?.[0] ?? 0);
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/**
 * What was matched before the oldest event that is left, or before this time when none is. Of candidates that lie on both sides of that time the earlier ones
 * are forgotten by where they are said to begin.
 */
async function removeMatches(connection: DuckDBConnection, before: number): Promise<void> {
  const reader = await connection.runAndReadAll(
    'SELECT min(time)::DOUBLE FROM events WHERE time > 0',
  );
  const oldest = Math.trunc(Number(reader.getRows()[0]?.[0] ?? before));
  for (const statement of [
    `DELETE FROM detections WHERE time > 0 AND time < ${oldest}`,
    `DELETE FROM candidates WHERE last < ${oldest}`,
    `UPDATE candidates SET first = ${oldest} WHERE first < ${oldest}`,
  ])
    await connection.run(statement);
}

async function oldestSegment(connection: DuckDBConnection): Promise<number | undefined> {
  const reader = await connection.runAndReadAll('SELECT min(segment)::DOUBLE FROM blocks');
  const segment = reader.getRows()[0]?.[0];
  return segment === null || segment === undefined ? undefined : Number(segment);
}

/** Blocks of the database file that are free are used again before the file grows, so they do not count. */
async function bytesOf(connection: DuckDBConnection, segments: Segments): Promise<number> {
  const reader = await connection.runAndReadAll(
    'SELECT (used_blocks * block_size)::DOUBLE FROM pragma_database_size()',
  );
  return segments.bytes() + Number(reader.getRows()[0]?.[0] ?? 0);
}
