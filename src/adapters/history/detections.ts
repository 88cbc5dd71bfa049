import { DuckDBBlobValue, type DuckDBConnection } from '@duckdb/node-api';
import type { Detection } from '#src/model/detection.ts';
import { keptLines, type StoredCandidates } from '../spool/candidate-lines.ts';
import { openDetectionSpool } from '../spool/detection-spool.ts';
import { streamChunks } from './stream-chunks.ts';

/**
 * The stored detections by time, event id and rule, each once however often its event was delivered; of the candidates
 * those that one of these correlations can be made of (see `UseReader`). Where a part of the history was counted for other
 * correlations, such as those of an earlier version, nobody knows how many there are, and every candidate passes.
 */
export async function* readDetections(
  connection: DuckDBConnection,
  correlations: string,
  giveBackMemory: () => Promise<void>,
): AsyncGenerator<Detection> {
  await using spool = openDetectionSpool();
  for await (const chunk of streamChunks(connection, 'SELECT detection FROM detections'))
    spool.add({ detections: chunk.getColumnValues(0).map(String) });
  const areCounted = await areAllOf(connection, correlations);
  for await (const batch of candidateBatches(connection))
    spool.add(
      areCounted ? { detections: [], candidates: batch } : { detections: keptLines(batch) },
    );
  await giveBackMemory();
  yield* spool.sorted();
}

async function areAllOf(connection: DuckDBConnection, correlations: string): Promise<boolean> {
  const reader = await connection.runAndReadAll('SELECT DISTINCT correlations FROM candidates');
  return reader.getRows().every(([name]) => name === correlations);
}

/** Each row has the candidates of a whole file. */
const rowsAtOnce = 64;

async function* candidateBatches(connection: DuckDBConnection): AsyncGenerator<StoredCandidates> {
  const reader = await connection.runAndReadAll('SELECT max(rowid)::DOUBLE FROM candidates');
  const last = Number(reader.getRows()[0]?.[0] ?? -1);
  for (let from = 0; from <= last; from += rowsAtOnce) {
    const part = await connection.runAndReadAll(
      `SELECT first::DOUBLE, uses, lines FROM candidates
       WHERE rowid >= ${from} AND rowid < ${from + rowsAtOnce}`,
    );
    // The mark of what was stored before candidates were counted has no lines.
    for (const [first, uses, lines] of part.getRows())
      if (uses instanceof DuckDBBlobValue && lines instanceof DuckDBBlobValue)
        yield { first: Number(first), uses: numbersIn(uses.bytes), lines: lines.bytes };
  }
}

/** The database gives bytes at any address. */
function numbersIn(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
