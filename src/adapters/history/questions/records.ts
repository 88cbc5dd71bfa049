import type { DuckDBConnection } from '@duckdb/node-api';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { StorageError } from '#src/model/errors.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { pickRecords } from '#src/source/cloudtrail/pick-records.ts';
import type { Blocks } from '../blocks.ts';
import type { Place } from '../segments.ts';
import type { TextNumbers } from '../text-numbers.ts';
import { rowsWith } from './where.ts';

/** One record of a block that somebody asked for. */
interface Wanted {
  readonly index: number;
  readonly position: number;
  readonly place: Place;
}

/** Raw records by event id, in the order asked; undefined for those that are not stored. Each block is inflated once. */
export async function readRecords(
  connection: DuckDBConnection,
  blocks: Blocks,
  numbers: TextNumbers,
  eventIds: readonly string[],
): Promise<readonly (RawRecord | undefined)[]> {
  const found: (RawRecord | undefined)[] = eventIds.map(() => undefined);
  if (eventIds.length === 0) return found;
  const indexes = Map.groupBy(eventIds.keys(), (index) => keyOf(eventIds[index] ?? '', numbers));
  const reader = await connection.runAndReadAll(statementFor(indexes));
  const wanted = reader.getRows().flatMap((row) => wantedOf(row, indexes));
  const places = Map.groupBy(wanted, ({ place }) => `${place.segment} ${place.start}`);
  for (const ofBlock of places.values()) {
    const records = recordsOf(blocks, ofBlock);
    for (const { index, position } of ofBlock) {
      const record = records.get(position);
      if (record && eventIdOf(record) === eventIds[index]) found[index] = record;
    }
  }
  return found;
}

function keyOf(id: string, numbers: TextNumbers): string {
  const { high, low } = numbers.eventIdOf(id);
  return `${high} ${low}`;
}

function wantedOf(
  [high, low, ...places]: readonly unknown[],
  indexes: ReadonlyMap<string, readonly number[]>,
): readonly Wanted[] {
  const [position = 0, segment = 0, start = 0, length = 0] = places.map(Number);
  const place = { segment, start, length };
  return (indexes.get(`${high} ${low}`) ?? []).map((index) => ({ index, position, place }));
}

/** Ordered as the blocks lie on the disk, and as the records lie in them. */
function statementFor(ids: ReadonlyMap<string, unknown>): string {
  const lows = Array.from(ids.keys(), (key) => BigInt(key.slice(key.indexOf(' ') + 1)));
  return `SELECT e.id_high, e.id_low, e.position, b.segment, b.start, b.length
    FROM ${rowsWith('events', 'id_low', lows)} e JOIN blocks b USING (block)
    ORDER BY b.segment, b.start, e.position`;
}

/** Records of one block by their position. */
function recordsOf(blocks: Blocks, wanted: readonly Wanted[]): Map<number, RawRecord> {
  const positions = [...new Set(wanted.map(({ position }) => position))];
  const [first] = wanted;
  if (first === undefined) return new Map();
  try {
    const records = pickRecords(blocks.read(first.place), positions);
    return new Map(records.map((record, at) => [positions[at] ?? -1, record]));
  } catch (cause) {
    throw new StorageError('A block of raw records is damaged', {
      cause,
      context: { ...first.place },
    });
  }
}
