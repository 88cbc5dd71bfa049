import type { DuckDBConnection } from '@duckdb/node-api';
import type { Dimension, TallyColumn } from '#src/enrich/history.ts';
import { kindColumns, kindFlags } from '#src/normalize/batch/event-batch.ts';

/** Dimensions of questions that are columns of kinds. */
const columnOf = { account: 1, region: 2, service: 3, action: 5 } as const;

type KindDimension = keyof typeof columnOf;

/** A value that events have to have, as the number of its text. */
export type Condition = readonly [dimension: Dimension, value: bigint];

/** Numbers of texts, and flags. */
export interface Kind {
  readonly account: bigint;
  readonly region: bigint;
  readonly service: bigint;
  readonly eventName: bigint;
  /** `eventSource:eventName` without a version suffix. */
  readonly action: bigint;
  readonly errorCode: bigint;
  readonly flags: number;
}

/**
 * Account, region and call of events are columns of their kinds, of which there are some thousand: they are held in memory
 * while questions are asked, and which of them a question means is decided here instead of joined for each question.
 */
export interface Kinds {
  /** Afterwards all that are stored are known. */
  load(): Promise<void>;
  of(kind: bigint): Kind;
  /** Of all kinds, from 0 to `count` exclusive; `at` gives the kind of a place. */
  placeOf(kind: bigint): number;
  at(place: number): Kind;
  /** Undefined when all do; conditions on anything but the kind do not count. */
  matching(conditions: readonly Condition[]): ReadonlySet<bigint> | undefined;
  readonly count: number;
  /** To be called when kinds may have been added. */
  forget(): void;
}

const unknown: Kind = {
  account: 0n,
  region: 0n,
  service: 0n,
  eventName: 0n,
  action: 0n,
  errorCode: 0n,
  flags: 0,
};

/** Sets that were worked out for questions; there are as many as accounts times calls. */
const mostSets = 10_000;

export function isOfKind(dimension: string): dimension is KindDimension {
  return Object.hasOwn(columnOf, dimension);
}

export function openKinds(connection: DuckDBConnection): Kinds {
  const places = new Map<bigint, number>();
  let all: readonly Kind[] = [];
  const sets = new Map<string, ReadonlySet<bigint>>();
  let rows: readonly (readonly bigint[])[] | undefined;

  return {
    async load() {
      if (rows !== undefined) return;
      const reader = await connection.runAndReadAll(`SELECT ${kindColumns.join(', ')} FROM kinds`);
      rows = reader.getRows() as readonly bigint[][];
      sets.clear();
      all = rows.map(kindOf);
      places.clear();
      for (const [place, [kind = 0n]] of rows.entries()) places.set(kind, place);
    },
    of: (kind) => all[places.get(kind) ?? -1] ?? unknown,
    placeOf: (kind) => places.get(kind) ?? -1,
    at: (place) => all[place] ?? unknown,
    matching(conditions) {
      const wanted = conditions.flatMap(([dimension, value]) =>
        isOfKind(dimension) ? [{ at: columnOf[dimension], value }] : [],
      );
      if (wanted.length === 0) return undefined;
      const key = wanted.map(({ at, value }) => `${at} ${value}`).join(' ');
      const known = sets.get(key);
      if (known !== undefined) return known;
      const found = (rows ?? []).filter((row) =>
        wanted.every(({ at, value }) => row[at] === value),
      );
      const set = new Set(found.map(([kind = 0n]) => kind));
      if (sets.size >= mostSets) sets.clear();
      sets.set(key, set);
      return set;
    },
    get count() {
      return rows?.length ?? 0;
    },
    forget() {
      rows = undefined;
    },
  };
}

/** 0 for a column that is no kind's. */
export function valueOfKind(kind: Kind, column: TallyColumn): bigint {
  if (column === 'readOnly') return BigInt(kind.flags & kindFlags.readOnly);
  if (column === 'errorCode') return kind.errorCode;
  return isOfKind(column) ? kind[column] : 0n;
}

function kindOf(row: readonly bigint[]): Kind {
  const at = (name: (typeof kindColumns)[number]) => row[kindColumns.indexOf(name)] ?? 0n;
  return {
    account: at('account'),
    region: at('region'),
    service: at('service'),
    eventName: at('event_name'),
    action: at('action'),
    errorCode: at('error_code'),
    flags: Number(at('flags')),
  };
}
