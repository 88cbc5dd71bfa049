import type { DuckDBConnection } from '@duckdb/node-api';
import type { Segments } from './segments.ts';

/** After a crash: blocks that no committed row refers to are cut off, so that their place is used again. */
export async function recover(connection: DuckDBConnection, segments: Segments): Promise<void> {
  const reader = await connection.runAndReadAll(
    `SELECT segment::DOUBLE, max(start + length)::DOUBLE FROM blocks
     GROUP BY segment ORDER BY segment DESC LIMIT 1`,
  );
  const [segment = 0, end = 0] = (reader.getRows()[0] ?? []).map(Number);
  segments.truncate({ segment, end });
}
