import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';

/**
 * The rows of a query, some thousand at once. A result that nobody reads to its end keeps the file locked until the garbage
 * collector comes, whatever is closed before. So a reader who stops early ends it: the connection must be the reader's own.
 */
export async function* streamChunks(
  connection: DuckDBConnection,
  query: string,
): AsyncGenerator<DuckDBDataChunk> {
  const result = await connection.stream(query);
  const next = async (): Promise<DuckDBDataChunk | undefined> => {
    const chunk = await result.fetchChunk();
    return chunk === null || chunk.rowCount === 0 ? undefined : chunk;
  };
  let chunk = await next();
  try {
    for (; chunk !== undefined; chunk = await next()) yield chunk;
  } finally {
    if (chunk !== undefined) {
      connection.interrupt();
      await next().catch(() => undefined);
    }
  }
}
