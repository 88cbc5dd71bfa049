import type { DuckDBConnection } from '@duckdb/node-api';
import { messageOf } from '#src/model/errors.ts';

/**
 * Reads all that is stored, for as long as the budget lasts: DuckDB compares the checksum of each block that it reads, and
 * opening reads few. Gives what is wrong in the database's words; undefined when nothing was found in that time.
 */
export async function findDamage(
  connection: DuckDBConnection,
  budgetMs: number,
): Promise<string | undefined> {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    connection.interrupt();
  }, budgetMs);
  try {
    const reader = await connection.runAndReadAll('SELECT table_name FROM duckdb_tables()');
    for (const [table] of reader.getRows()) {
      if (isOver) break;
      await connection.run(`SELECT bit_xor(hash(rows)) FROM "${table}" AS rows`);
    }
    return undefined;
  } catch (error) {
    if (isOver) return undefined;
    const message = messageOf(error);
    return message.split('\n', 1)[0] ?? '';
  } finally {
    clearTimeout(timer);
  }
}
