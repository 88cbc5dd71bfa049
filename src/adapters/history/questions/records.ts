import type { DuckDBConnection } from '@duckdb/node-api';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { StorageError } from '#src/model/errors.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { pickRecords } from '#src/source/cloudtrail/pick-records.ts';
import type { BlockPlaces } from '../block-places.ts';
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

export interface RecordMemory {
  readonly blocks: Blocks;
  readonly places: BlockPlaces;
  readonly numbers: TextNumbers;
}

/** Raw records by event id, in the order asked; undefined for those that are not stored. Each block is inflated once. */
export async function readRecords(
  connection: DuckDBConnection,
  { blocks, places, numbers }: RecordMemory,
  eventIds: readonly string[],
): Promise<readonly (RawRecord | undefined)[]> {
  const found: (RawRecord | undefined)[] = eventIds.map(() => undefined);
  if (eventIds.length === 0) return found;
  const indexes = Map.groupBy(eventIds.keys(), (index) => keyOf(eventIds[index] ?? '', numbers));
  const wanted = await wantedOf(connection, places, indexes);
  const byBlock = Map.groupBy(wanted, ({ place }) => `${place.segment} ${place.start}`);
  for (const ofBlock of byBlock.values()) {
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

/** Ordered as the blocks lie on the disk, and as the records lie in them. */
async function wantedOf(
  connection: DuckDBConnection,
  places: BlockPlaces,
  indexes: ReadonlyMap<string, readonly number[]>,
): Promise<readonly Wanted[]> {
  const lows = Array.from(indexes.keys(), (key) => BigInt(key.slice(key.indexOf(' ') + 1)));
  const reader = await connection.runAndReadAll(
    `SELECT id_high, id_low, block, position::DOUBLE FROM ${rowsWith('events', 'id_low', lows)}`,
  );
  const rows = reader.getRows();
  const known = await places.of(rows.map(([, , block]) => block as bigint));
  return rows
    .flatMap(([high, low, block, position]) => {
      const place = known.get(block as bigint);
      if (place === undefined) return [];
      const all = indexes.get(`${high} ${low}`) ?? [];
      return all.map((index) => ({ index, position: Number(position), place }));
    })
    .toSorted(byPlace);
}

function byPlace(a: Wanted, b: Wanted): number {
  if (a.place.segment !== b.place.segment) return a.place.segment - b.place.segment;
  if (a.place.start !== b.place.start) return a.place.start - b.place.start;
  return a.position - b.position;
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
