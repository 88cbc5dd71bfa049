import type { DuckDBConnection } from '@duckdb/node-api';
import { removeUnusedSegments } from './retention.ts';
import type { Segments } from './segments.ts';

/** After a crash: blocks that no committed row refers to are cut off, and files that none refers to removed. */
export async function recover(connection: DuckDBConnection, segments: Segments): Promise<void> {
  const reader = await connection.runAndReadAll(
    `SELECT segment::DOUBLE, max(start + length)::DOUBLE FROM blocks
     GROUP BY segment ORDER BY segment DESC LIMIT 1`,
  );
  const [segment = 0, end = 0] = (reader.getRows()[0] ?? []).map(Number);
  segments.truncate({ segment, end });
  await removeUnusedSegments(connection, segments);
}
