import type { DuckDBConnection } from '@duckdb/node-api';
import type { Condition, Kinds } from '../kinds.ts';
import { partsOf } from '../questions/where.ts';
import type { Look } from './look.ts';
import { readLook, readTouching } from './read-look.ts';

/** An actor, session, key, address or resource that has more events than these is asked about in the database. */
const mostRows = 25_000;
/** Rows that are kept; each takes some hundred bytes. */
const mostKept = 300_000;

/** Resources that are read together. */
const mostTogether = 64;

/** By how few events one value of them mostly has. */
const anchors = ['resource', 'accessKey', 'session', 'actor', 'ip'] as const;

/**
 * What is asked about an alert is mostly asked about few things, each in many ways: their events are read once, and
 * counted here. To plan one statement takes the database longer than to find these events.
 */
export interface Looks {
  /** Reads what these conditions will look at, where reading for many at once is faster than one after the other. */
  prepare(asked: readonly (readonly Condition[])[]): Promise<void>;
  /** The events with one of these values, and the conditions that remain; undefined when all values have too many. */
  at(conditions: readonly Condition[]): Promise<Found | undefined>;
  forget(): void;
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
    const look = kept.has(key) ? kept.get(key) : await readLook(connection, kinds, condition, most);
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

  return {
    async prepare(asked) {
      const resources = asked.flatMap((conditions) =>
        conditions.filter((each) => each[0] === 'resource' && !kept.has(each.join(' '))),
      );
      const values = [...new Set(resources.map(([, value]) => value))];
      for (const part of partsOf(values, mostTogether)) {
        const looks = part.length < 2 ? [] : await readTouching(connection, kinds, part, most);
        for (const [value, look] of looks) keep(`resource ${value}`, look);
      }
    },
    async at(conditions) {
      for (const anchor of anchors) {
        const condition = conditions.find(([dimension]) => dimension === anchor);
        const look = condition && (await lookAt(condition));
        if (look) return { look, others: conditions.filter((each) => each !== condition) };
        // Its further resources are in a table of their own, where no other look finds them.
        if (condition && anchor === 'resource') return undefined;
      }
      return undefined;
    },
    forget() {
      kept.clear();
    },
  };
}
