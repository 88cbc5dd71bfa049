import type { DuckDBConnection } from '@duckdb/node-api';
import { among } from './questions/where.ts';
import type { Place } from './segments.ts';

const mostKept = 50_000;

/** Where the blocks of raw records lie, by their numbers. The last ones asked for are kept in memory. */
export interface BlockPlaces {
  of(blocks: Iterable<bigint>): Promise<ReadonlyMap<bigint, Place>>;
  forget(): void;
}

export function openBlockPlaces(connection: DuckDBConnection): BlockPlaces {
  const known = new Map<bigint, Place>();

  async function load(blocks: readonly bigint[]): Promise<void> {
    if (blocks.length === 0) return;
    const reader = await connection.runAndReadAll(
      `SELECT block, segment::DOUBLE, start::DOUBLE, length::DOUBLE FROM blocks WHERE ${among('block', blocks)}`,
    );
    for (const [block, segment, start, length] of reader.getRows())
      known.set(block as bigint, {
        segment: Number(segment),
        start: Number(start),
        length: Number(length),
      });
  }

  return {
    async of(blocks) {
      const wanted = [...new Set(blocks)];
      if (known.size + wanted.length > mostKept) known.clear();
      await load(wanted.filter((block) => !known.has(block)));
      return known;
    },
    forget: () => known.clear(),
  };
}
