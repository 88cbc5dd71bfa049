import type { DuckDBConnection } from '@duckdb/node-api';
import { readDetectionLine } from '#src/detect/detection-line.ts';
import type { Detection } from '#src/model/detection.ts';
import { hourMs } from './hours.ts';

/** Detections that are sorted together: enough to be fast, and few enough for little memory. */
const enoughForWindow = 8_192;

interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * All stored detections by time, event id and rule, each once however often its event was delivered. They are sorted in
 * windows of time, so that the memory it takes does not grow with their number.
 */
export async function* readDetections(
  connection: DuckDBConnection,
  afterWindow: () => Promise<void>,
): AsyncGenerator<Detection> {
  for (const { from, to } of await windowsOf(connection)) {
    const texts = connection.stream(
      `SELECT detection FROM detections WHERE time >= ${from} AND time < ${to}
       ORDER BY time, event_id, rule, detection`,
    );
    yield* withoutRepeats(parsed(await texts));
    await afterWindow();
  }
}

/** Whole hours, as many as hold enough. */
async function windowsOf(connection: DuckDBConnection): Promise<readonly Window[]> {
  const reader = await connection.runAndReadAll(
    `SELECT time // ${hourMs} AS hour, count(*) FROM detections GROUP BY hour ORDER BY hour`,
  );
  const windows: Window[] = [];
  let [from, held] = [0, 0];
  for (const [hour, count] of reader.getRows().map((row) => row.map(Number))) {
    held += count ?? 0;
    if (held < enoughForWindow) continue;
    const to = ((hour ?? 0) + 1) * hourMs;
    windows.push({ from, to });
    [from, held] = [to, 0];
  }
  return held === 0 ? windows : [...windows, { from, to: 2 ** 50 }];
}

async function* parsed(
  result: Awaited<ReturnType<DuckDBConnection['stream']>>,
): AsyncGenerator<Detection> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    for (const line of chunk.getColumnValues(0)) yield readDetectionLine(String(line));
  }
}

/** Repeats have the same time, so they are neighbours. */
async function* withoutRepeats(sorted: AsyncIterable<Detection>): AsyncGenerator<Detection> {
  let previous: Detection | undefined;
  for await (const detection of sorted) {
    const isRepeat = previous?.eventId === detection.eventId && previous.rule === detection.rule;
    if (!isRepeat) yield detection;
    previous = detection;
  }
}
