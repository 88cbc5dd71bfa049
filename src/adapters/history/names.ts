import type { DuckDBConnection } from '@duckdb/node-api';

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
      const missing = new Set<bigint>();
      for (const number of numbers) if (number !== 0n && !known.has(number)) missing.add(number);
      if (missing.size === 0) return;
      if (known.size + missing.size > mostKept) known.clear();
      for (const [number, text] of await readNames(connection, [...missing]))
        known.set(number, text);
    },
    of: (number) => known.get(number) ?? '',
  };
}

async function readNames(
  connection: DuckDBConnection,
  numbers: readonly bigint[],
): Promise<readonly (readonly [bigint, string])[]> {
  const wanted = numbers.map((number) => `${number}::UBIGINT`).join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT hash, min(text) FROM names WHERE hash IN (${wanted}) GROUP BY hash`,
  );
  return reader.getRows().map(([number, text]) => [number as bigint, String(text)] as const);
}
