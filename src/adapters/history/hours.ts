import type { DuckDBConnection } from '@duckdb/node-api';
import { hourMs } from '#src/model/time.ts';

/** Adds the events of this condition to the counts by hour and kind, inside the connection's transaction. */
export async function countHours(connection: DuckDBConnection, condition: string): Promise<void> {
  await connection.run(
    `INSERT INTO hours SELECT time // ${hourMs} AS hour, kind, count(*), min(time), max(time)
     FROM events WHERE ${condition} GROUP BY hour, kind`,
  );
}

/** Counts all stored events anew: those of removed events cannot be taken out one by one. */
export async function recountHours(connection: DuckDBConnection): Promise<void> {
  await connection.run('DELETE FROM hours');
  await countHours(connection, 'true');
}
