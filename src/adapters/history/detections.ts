import type { DuckDBConnection } from '@duckdb/node-api';
import type { Detection } from '#src/model/detection.ts';

/**
 * All stored detections by time, event id and rule, each once however often its event was delivered. The database sorts,
 * on disk where they do not fit in its memory.
 */
export async function* readDetections(connection: DuckDBConnection): AsyncGenerator<Detection> {
  const result = await connection.stream(
    'SELECT detection FROM detections ORDER BY time, event_id, rule, detection',
  );
  let previous: Detection | undefined;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    for (const json of chunk.getColumnValues(0)) {
      const detection = JSON.parse(String(json)) as Detection;
      const isRepeat = previous?.eventId === detection.eventId && previous.rule === detection.rule;
      if (!isRepeat) yield detection;
      previous = detection;
    }
  }
}
