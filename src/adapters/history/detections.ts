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
  for await (const [names = [], uses = []] of candidateRows(connection, 'correlations, uses')) {
    if (names.some((name) => name !== correlations)) return undefined;
    for (const blob of uses) sieve.count(numbersOf(blob));
  }
  return sieve;
}

async function* candidateLines(
  connection: DuckDBConnection,
  sieve: Sieve | undefined,
): AsyncGenerator<readonly string[]> {
  const columns = 'first::DOUBLE, uses, lines';
  for await (const [firsts = [], uses = [], lines = []] of candidateRows(connection, columns))
    for (const [row, first] of firsts.entries()) {
      const packed = lines[row];
      // The mark of what was stored before candidates were counted has none.
      if (!(packed instanceof DuckDBBlobValue)) continue;
      const passing = sieve?.passing(numbersOf(uses[row]));
      const found = passing === undefined ? allLines(packed.bytes) : linesAt(packed.bytes, passing);
      yield found.filter((line) => timeOfDetectionLine(line) >= Number(first));
    }
}

/** Each row has the candidates of a whole file. */
const rowsAtOnce = 128;

async function* candidateRows(
  connection: DuckDBConnection,
  columns: string,
): AsyncGenerator<readonly (readonly DuckDBValue[])[]> {
  const reader = await connection.runAndReadAll('SELECT max(rowid)::DOUBLE FROM candidates');
  const last = Number(reader.getRows()[0]?.[0] ?? -1);
  for (let from = 0; from <= last; from += rowsAtOnce) {
    const part = await connection.runAndReadAll(
      `SELECT ${columns} FROM candidates WHERE rowid >= ${from} AND rowid < ${from + rowsAtOnce}`,
    );
    yield part.getColumns();
  }
}

/** The database gives bytes at any address. */
function numbersOf(value: DuckDBValue | undefined): Uint32Array<ArrayBuffer> {
  const bytes = value instanceof DuckDBBlobValue ? value.bytes : new Uint8Array(0);
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
