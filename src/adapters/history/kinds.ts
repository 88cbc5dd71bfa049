import type { DuckDBConnection } from '@duckdb/node-api';
import type { Dimension } from '#src/enrich/history.ts';

const columns = { account: 0, region: 1, service: 2, action: 3 } as const;

type KindDimension = keyof typeof columns;

/** A value that the kinds of a question have to have, as the number of its text. */
export type KindCondition = readonly [dimension: Dimension, value: bigint];

/**
 * Account, region and call of events are columns of their kinds, of which there are some thousand: they are held in memory
 * while questions are asked, and which of them a question means is decided here instead of joined for each question.
 */
export interface Kinds {
  /** Afterwards `matching` knows all that are stored. */
  load(): Promise<void>;
  /** Undefined when all do; conditions on anything but the kind do not count. */
  matching(conditions: readonly KindCondition[]): ReadonlySet<bigint> | undefined;
  readonly count: number;
  /** To be called when kinds may have been added. */
  forget(): void;
}

export function isOfKind(dimension: string): dimension is KindDimension {
  return Object.hasOwn(columns, dimension);
}

export function openKinds(connection: DuckDBConnection): Kinds {
  let rows: readonly (readonly bigint[])[] | undefined;
  const sets = new Map<string, ReadonlySet<bigint>>();

  return {
    async load() {
      if (rows !== undefined) return;
      const reader = await connection.runAndReadAll(
        `SELECT ${Object.keys(columns).join(', ')}, kind FROM kinds`,
      );
      rows = reader.getRows() as readonly bigint[][];
      sets.clear();
    },
    matching(conditions) {
      const wanted = conditions.flatMap(([dimension, value]) =>
        isOfKind(dimension) ? [{ at: columns[dimension], value }] : [],
      );
      if (wanted.length === 0) return undefined;
      const key = wanted.map(({ at, value }) => `${at} ${value}`).join(' ');
      const known = sets.get(key);
      if (known !== undefined) return known;
      const found = (rows ?? []).filter((row) =>
        wanted.every(({ at, value }) => row[at] === value),
      );
      const set = new Set(found.map((row) => row.at(-1) ?? 0n));
      if (sets.size > 10_000) sets.clear();
      sets.set(key, set);
      return set;
    },
    get count() {
      return rows?.length ?? 0;
    },
    forget() {
      rows = undefined;
      sets.clear();
    },
  };
}
