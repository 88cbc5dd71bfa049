import type { DuckDBConnection } from '@duckdb/node-api';
import { StorageError } from '#src/model/errors.ts';
import { removeUnusedSegments } from './retention.ts';
import type { Segments } from './segments.ts';

/**
 * After a crash: blocks that no committed row refers to are cut off, and files that none refers to removed. Throws when
 * committed blocks are gone, for what is appended next would take their place.
 */
export async function recover(connection: DuckDBConnection, segments: Segments): Promise<void> {
  const reader = await connection.runAndReadAll(
    `SELECT segment::DOUBLE, max(start + length)::DOUBLE FROM blocks
     GROUP BY segment ORDER BY segment`,
  );
  const ends = reader.getRows().map(([segment, end]) => ({
    segment: Number(segment),
    end: Number(end),
  }));
  for (const { segment, end } of ends) {
    if (segments.sizeOf(segment) < end) throw shorter(segment);
  }
  segments.truncate(ends.at(-1) ?? { segment: 0, end: 0 });
  await removeUnusedSegments(connection, segments);
}

function shorter(segment: number): StorageError {
  return new StorageError(
    `Segment ${segment} of the event history is missing or shorter than it was. Restore the data folder from a backup, or ingest into a new one. Nothing was changed.`,
  );
}
