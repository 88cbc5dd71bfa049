import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsWith } from './questions/where.ts';

const mostKept = 50_000;

/** Texts by their numbers. The last ones asked for are kept in memory. */
export interface Names {
  /** Afterwards `of` knows these numbers. */
  load(numbers: Iterable<bigint>): Promise<void>;
  /** '' for a number that was not loaded, or has no text. */
  of(number: bigint): string;
}

export function openNames(connection: DuckDBConnection): Names {
  const known = new Map<bigint, string>();

  return {
    async load(numbers) {
      const wanted = new Set(numbers);
      wanted.delete(0n);
      let missing = [...wanted].filter((number) => !known.has(number));
      if (missing.length === 0) return;
      if (known.size + missing.length > mostKept) {
        // All that were asked for must be known afterwards, so they are read again with the others.
        known.clear();
        missing = [...wanted];
      }
      for (const [number, text] of await readNames(connection, missing)) known.set(number, text);
    },
    of: (number) => known.get(number) ?? '',
  };
}

async function readNames(
  connection: DuckDBConnection,
  numbers: readonly bigint[],
): Promise<readonly (readonly [bigint, string])[]> {
  const reader = await connection.runAndReadAll(
    `SELECT hash, min(text) FROM ${rowsWith('names', 'hash', numbers)} GROUP BY hash`,
  );
  return reader.getRows().map(([number, text]) => [number as bigint, String(text)] as const);
}
