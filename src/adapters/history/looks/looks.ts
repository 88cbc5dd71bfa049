import type { DuckDBConnection } from '@duckdb/node-api';
import type { Condition, Kinds } from '../kinds.ts';
import { partsOf } from '../questions/where.ts';
import type { Look } from './look.ts';
import { readLook, readLooks } from './read-look.ts';

/** An actor, session, key, address or resource that has more events than these is asked about in the database. */
const mostRows = 25_000;
/** Rows that are kept; each takes some hundred bytes. */
const mostKept = 300_000;

/** Values that are looked for together: a scan takes little longer for many than for ten. */
const mostTogether = 256;

/** By how few events one value of them mostly has. */
const anchors = ['resource', 'accessKey', 'session', 'actor', 'ip'] as const;

/**
 * What is asked about an alert is mostly asked about few things, each in many ways: their events are read once, and
 * counted here. To plan one statement takes the database longer than to find these events.
 */
export interface Looks {
  /**
   * All that is asked, each with what it can be answered from: the events with one of its values, or undefined when all
   * of them have too many. Those that look at the same events come one after the other.
   */
  at<T extends Asking>(asked: readonly T[]): AsyncIterable<readonly [T, Found | undefined]>;
  forget(): void;
}

interface Asking {
  readonly conditions: readonly Condition[];
}

export interface Found {
  readonly look: Look;
  readonly others: readonly Condition[];
}

export function openLooks(connection: DuckDBConnection, kinds: Kinds, most = mostRows): Looks {
  /** In the order in which they were last asked for; undefined for a value that has too many events. */
  const kept = new Map<string, Look | undefined>();

  async function lookAt(condition: Condition): Promise<Look | undefined> {
    const key = condition.join(' ');
    const look = kept.has(key)
      ? kept.get(key)
      : await readLook({ connection, kinds, most }, condition);
    keep(key, look);
    return look;
  }

  function keep(key: string, look: Look | undefined): void {
    kept.delete(key);
    kept.set(key, look);
    let rows = kept.values().reduce((sum, each) => sum + (each?.count ?? 0), 0);
    for (const [oldest, each] of kept) {
      if (rows <= mostKept || oldest === key) break;
      kept.delete(oldest);
      rows -= each?.count ?? 0;
    }
  }

  /** The same values in portions, each of them kept until the next one is asked for. */
  async function* portions(
    anchor: Anchor | undefined,
    values: readonly bigint[],
  ): AsyncGenerator<readonly bigint[]> {
    const isKept = (value: bigint) => anchor === undefined || kept.has(`${anchor} ${value}`);
    yield values.filter(isKept);
    if (anchor === undefined) return;
    const missing = values.filter((value) => !isKept(value));
    for await (const looks of readLooks({ connection, kinds, most }, anchor, missing)) {
      for (const [value, look] of looks) keep(`${anchor} ${value}`, look);
      yield looks.keys().toArray();
    }
  }

  async function find(conditions: readonly Condition[]): Promise<Found | undefined> {
    for (const anchor of anchors) {
      const condition = conditions.find(([dimension]) => dimension === anchor);
      const look = condition && (await lookAt(condition));
      if (look) return { look, others: conditions.filter((each) => each !== condition) };
      // Its further resources are in a table of their own, where no other look finds them.
      if (condition && anchor === 'resource') return undefined;
    }
    return undefined;
  }

  return {
    async *at(asked) {
      for (const { anchor, part } of partsByAnchor(asked))
        for await (const values of portions(anchor, part.keys().toArray()))
          for (const each of values.flatMap((value) => part.get(value) ?? []))
            yield [each, await find(each.conditions)];
    },
    forget() {
      kept.clear();
    },
  };
}

type Anchor = (typeof anchors)[number];

interface Part<T> {
  readonly anchor: Anchor | undefined;
  /** What is asked, by the value that it looks at. */
  readonly part: ReadonlyMap<bigint, readonly T[]>;
}

function partsByAnchor<T extends Asking>(asked: readonly T[]): readonly Part<T>[] {
  const byAnchor = Map.groupBy(asked, ({ conditions }) => anchorIn(conditions));
  return [...byAnchor].flatMap(([anchor, ofAnchor]) => {
    const byValue = Map.groupBy(ofAnchor, ({ conditions }) => valueIn(conditions, anchor));
    return partsOf([...byValue], mostTogether).map((part) => ({ anchor, part: new Map(part) }));
  });
}

/** The first value that is looked for; further ones only when it has too many events. */
function anchorIn(conditions: readonly Condition[]): Anchor | undefined {
  return anchors.find((anchor) => conditions.some(([dimension]) => dimension === anchor));
}

function valueIn(conditions: readonly Condition[], anchor: Anchor | undefined): bigint {
  return conditions.find(([dimension]) => dimension === anchor)?.[1] ?? 0n;
}
