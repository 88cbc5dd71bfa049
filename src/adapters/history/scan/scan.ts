import type { DuckDBConnection } from '@duckdb/node-api';
import type { KindTest } from '#src/detect/backtest/kind-test.ts';
import type { BlockObject } from '#src/source/cloudtrail/source-object.ts';
import { segmentPath } from '../segments.ts';
import { writeRows } from '../write-rows.ts';
import { type WantedKinds, wantedKinds } from './kinds.ts';

/** Which stored events somebody wants to look at. */
export interface ScanQuestion {
  /** Milliseconds since 1970, inclusive. With a window, events without a possible time are left out. */
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly to?: number | undefined;
  readonly mayMatch: KindTest;
}

export interface Scan {
  /** Events in the window. */
  readonly events: number;
  /** Milliseconds since 1970 of the first and last of them; undefined when there are none with a possible time. */
  readonly firstSeen: number | undefined;
  readonly lastSeen: number | undefined;
  /** Where the events are that may match, in the order that they were stored in. */
  readonly blocks: AsyncIterable<BlockObject>;
}

/** Finds the stored events that may match. The connection is for this alone, and must stay open until `blocks` has ended. */
export async function scanHistory(
  connection: DuckDBConnection,
  folder: string,
  question: ScanQuestion,
): Promise<Scan> {
  const window = windowCondition(question);
  const reader = await connection.runAndReadAll(
    `SELECT count(*)::DOUBLE, min(time) FILTER (time > 0)::DOUBLE, max(time) FILTER (time > 0)::DOUBLE
     FROM events WHERE ${window}`,
  );
  const [events, firstSeen, lastSeen] = reader.getRows()[0] ?? [];
  const kinds = await wantedKinds(connection, question.mayMatch);
  return {
    events: Number(events ?? 0),
    firstSeen: numberOf(firstSeen),
    lastSeen: numberOf(lastSeen),
    blocks: blocksOf(connection, folder, window, kinds),
  };
}

function windowCondition({ from, to }: ScanQuestion): string {
  const conditions = [
    ...(from === undefined && to === undefined ? [] : ['time > 0']),
    ...(from === undefined ? [] : [`time >= ${Math.trunc(from)}`]),
    ...(to === undefined ? [] : [`time < ${Math.trunc(to)}`]),
  ];
  return conditions.join(' AND ') || 'true';
}

/** One segment after the other, so that the memory needed does not grow with the history. */
async function* blocksOf(
  connection: DuckDBConnection,
  folder: string,
  window: string,
  kinds: WantedKinds,
): AsyncGenerator<BlockObject> {
  if (kinds?.length === 0) return;
  const condition =
    kinds === undefined ? window : `${window} AND ${await among(connection, kinds)}`;
  const segments = await connection.runAndReadAll(
    'SELECT segment, min(block), max(block) FROM blocks GROUP BY segment ORDER BY segment',
  );
  for (const [segment, first, last] of segments.getRows()) {
    const reader = await connection.runAndReadAll(
      `SELECT b.start, b.length, e.count, e.places FROM blocks b JOIN (
         SELECT block, count(*) AS count,
           CASE WHEN count(*) <= max(position) THEN array_to_string(list(position), ',') END AS places
         FROM events WHERE block BETWEEN ${first} AND ${last} AND ${condition} GROUP BY block
       ) e USING (block) WHERE b.segment = ${segment} ORDER BY b.start`,
    );
    const path = segmentPath(folder, Number(segment));
    for (const row of reader.getRows()) yield blockOf(path, row);
  }
}

async function among(
  connection: DuckDBConnection,
  kinds: BigUint64Array<ArrayBuffer>,
): Promise<string> {
  await connection.run('CREATE OR REPLACE TEMP TABLE wanted_kinds (kind UBIGINT)');
  const columns = [{ type: 'unsigned', values: kinds }] as const;
  await writeRows(connection, 'wanted_kinds', { count: kinds.length, columns });
  return 'kind IN (FROM wanted_kinds)';
}

function blockOf(path: string, [start, length, count, places]: readonly unknown[]): BlockObject {
  return {
    kind: 'block',
    name: `${path} at byte ${start}`,
    path,
    start: Number(start),
    size: Number(length),
    count: Number(count),
    ...(typeof places === 'string' && { places }),
  };
}

function numberOf(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}
