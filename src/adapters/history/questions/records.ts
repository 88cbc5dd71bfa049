import { gunzipSync } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import type { Place, Segments } from '../segments.ts';
import type { TextNumbers } from '../text-numbers.ts';

/** A parsed block takes about ten times its compressed size; the last few are kept, for alerts of one time ask together. */
const mostKept = 4;
const mostKeptBytes = 512 * 1024;
/** The reader takes whole files up to 16 MB once inflated; a block of our own is not larger. */
const mostInflatedBytes = 256 * 1024 * 1024;

/** Reads raw records back. */
export interface RecordReader {
  read(eventIds: readonly string[]): Promise<readonly (RawRecord | undefined)[]>;
}

export function openRecordReader(
  connection: DuckDBConnection,
  segments: Segments,
  numbers: TextNumbers,
): RecordReader {
  const kept = new Map<string, readonly unknown[]>();

  function blockAt(place: Place): readonly unknown[] {
    const key = `${place.segment}:${place.start}`;
    const records = kept.get(key) ?? parseBlock(segments.read(place));
    kept.delete(key);
    if (place.length <= mostKeptBytes) kept.set(key, records);
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return records;
  }

  return {
    async read(eventIds) {
      const found: (RawRecord | undefined)[] = eventIds.map(() => undefined);
      if (eventIds.length === 0) return found;
      const reader = await connection.runAndReadAll(statementFor(eventIds, numbers));
      for (const [index, position, segment, start, length] of reader.getRows().map(allNumbers)) {
        const record = blockAt({ segment, start, length } as Place)[position ?? -1];
        if (isRecord(record) && eventIdOf(record) === eventIds[index ?? -1])
          found[index ?? -1] = record;
      }
      return found;
    },
  };
}

/** Ordered by block, so that each is inflated once. */
function statementFor(eventIds: readonly string[], numbers: TextNumbers): string {
  const rows = eventIds.map((id, index) => {
    const { high, low } = numbers.eventIdOf(id);
    return `(${index}::INTEGER, ${high}::UBIGINT, ${low}::UBIGINT)`;
  });
  return `SELECT q.i, e.position, b.segment, b.start, b.length
    FROM (VALUES ${rows.join(', ')}) q(i, id_high, id_low)
    JOIN events e USING (id_low, id_high) JOIN blocks b USING (block)
    ORDER BY b.segment, b.start, e.position`;
}

function allNumbers(row: readonly unknown[]): number[] {
  return row.map(Number);
}

function parseBlock(gzip: Buffer): readonly unknown[] {
  const text = gunzipSync(gzip, { maxOutputLength: mostInflatedBytes }).toString('utf8');
  const document: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const records = isRecord(document) ? document['Records'] : undefined;
  return Array.isArray(records) ? records : [];
}

function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null;
}
