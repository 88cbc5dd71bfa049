import { DuckDBBlobValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { Sieve } from '#src/detect/candidates/sieve.ts';
import { timeOfDetectionLine } from '#src/detect/detection-line.ts';
import type { Detection } from '#src/model/detection.ts';
import { allLines, linesAt } from '../spool/candidate-lines.ts';
import { openDetectionSpool } from '../spool/detection-spool.ts';
import { streamChunks } from './stream-chunks.ts';

/**
 * The stored detections by time, event id and rule, each once however often its event was delivered; of the candidates
 * those that one of these correlations can be made of (see `UseReader`).
 */
export async function* readDetections(
  connection: DuckDBConnection,
  correlations: string,
): AsyncGenerator<Detection> {
  await using spool = openDetectionSpool();
  for await (const chunk of streamChunks(connection, 'SELECT detection FROM detections'))
    spool.add({ detections: chunk.getColumnValues(0).map(String) });
  const sieve = await countUses(connection, correlations);
  for await (const lines of candidateLines(connection, sieve)) spool.add({ detections: lines });
  yield* spool.sorted();
}

/**
 * Undefined when a part of the history was counted for other correlations, such as those of an earlier version: then
 * nobody knows how many there are, and every candidate passes.
 */
async function countUses(
  connection: DuckDBConnection,
  correlations: string,
): Promise<Sieve | undefined> {
  const sieve = new Sieve();
  const query = 'SELECT correlations, uses FROM candidates';
  for await (const chunk of streamChunks(connection, query)) {
    const [names = [], uses = []] = chunk.getColumns();
    if (names.some((name) => name !== correlations)) return undefined;
    for (const blob of uses) sieve.count(numbersOf(blob));
  }
  return sieve;
}

async function* candidateLines(
  connection: DuckDBConnection,
  sieve: Sieve | undefined,
): AsyncGenerator<readonly string[]> {
  const query = 'SELECT first::DOUBLE, uses, lines FROM candidates WHERE lines IS NOT NULL';
  for await (const chunk of streamChunks(connection, query)) {
    const [firsts = [], uses = [], lines = []] = chunk.getColumns();
    for (const [row, first] of firsts.entries()) {
      const packed = bytesOf(lines[row]);
      const passing = sieve?.passing(numbersOf(uses[row]));
      const found = passing === undefined ? allLines(packed) : linesAt(packed, passing);
      yield found.filter((line) => timeOfDetectionLine(line) >= Number(first));
    }
  }
}

/** The database gives bytes that stay valid only as long as their chunk, and at any address. */
function bytesOf(value: DuckDBValue | undefined): Uint8Array<ArrayBuffer> {
  return value instanceof DuckDBBlobValue ? new Uint8Array(value.bytes) : new Uint8Array(0);
}

function numbersOf(value: DuckDBValue | undefined): Uint32Array<ArrayBuffer> {
  return new Uint32Array(bytesOf(value).buffer);
}
