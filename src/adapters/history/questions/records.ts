import type { DuckDBConnection } from '@duckdb/node-api';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { StorageError } from '#src/model/errors.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { pickRecords } from '#src/source/cloudtrail/pick-records.ts';
import { inflateBlock } from '../inflate-block.ts';
import type { Place, Segments } from '../segments.ts';
import type { TextNumbers } from '../text-numbers.ts';

/** One record of a block that somebody asked for. */
interface Wanted {
  readonly index: number;
  readonly position: number;
  readonly place: Place;
}

/** Raw records by event id, in the order asked; undefined for those that are not stored. Each block is inflated once. */
export async function readRecords(
  connection: DuckDBConnection,
  segments: Segments,
  numbers: TextNumbers,
  eventIds: readonly string[],
): Promise<readonly (RawRecord | undefined)[]> {
  const found: (RawRecord | undefined)[] = eventIds.map(() => undefined);
  if (eventIds.length === 0) return found;
  const reader = await connection.runAndReadAll(statementFor(eventIds, numbers));
  const wanted = reader.getRows().map(wantedOf);
  const blocks = Map.groupBy(wanted, ({ place }) => `${place.segment} ${place.start}`);
  for (const ofBlock of blocks.values()) {
    const records = recordsOf(segments, ofBlock);
    for (const { index, position } of ofBlock) {
      const record = records.get(position);
      if (record && eventIdOf(record) === eventIds[index]) found[index] = record;
    }
  }
  return found;
}

/** Ordered as the blocks lie on the disk, and as the records lie in them. */
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

function wantedOf(row: readonly unknown[]): Wanted {
  const [index = 0, position = 0, segment = 0, start = 0, length = 0] = row.map(Number);
  return { index, position, place: { segment, start, length } };
}

/** Records of one block by their position. */
function recordsOf(segments: Segments, wanted: readonly Wanted[]): Map<number, RawRecord> {
  const positions = [...new Set(wanted.map(({ position }) => position))];
  const [first] = wanted;
  if (first === undefined) return new Map();
  try {
    const records = pickRecords(inflateBlock(segments.read(first.place)), positions);
    return new Map(records.map((record, at) => [positions[at] ?? -1, record]));
  } catch (cause) {
    throw new StorageError('A block of raw records is damaged', {
      cause,
      context: { ...first.place },
    });
  }
}
