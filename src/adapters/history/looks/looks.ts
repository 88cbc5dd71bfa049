import type { DuckDBConnection } from '@duckdb/node-api';
import type { Condition, Kinds } from '../kinds.ts';
import { eventColumns } from '../questions/where.ts';
import { type Look, lookColumns, lookOf } from './look.ts';
import { readColumns } from './read-columns.ts';

/** An actor, session, key, address or resource that has more events than these is asked about in the database. */
const mostRows = 25_000;
/** Rows that are kept; each takes some hundred bytes. */
const mostKept = 200_000;

/** By how few events one value of them mostly has. */
const anchors = ['resource', 'accessKey', 'session', 'actor', 'ip'] as const;

/**
 * What is asked about an alert is mostly asked about few things, each in many ways: their events are read once, and
 * counted here. To plan one statement takes the database longer than to find these events.
 */
export interface Looks {
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
  const kept = new Map<string, Promise<Look | undefined>>();
  const sizes = new Map<string, number>();

  function lookAt(condition: Condition): Promise<Look | undefined> {
    const key = condition.join(' ');
    const look = kept.get(key) ?? read(connection, kinds, condition, most);
    kept.delete(key);
    kept.set(key, look);
    return look;
  }

  async function sized(condition: Condition): Promise<Look | undefined> {
    const look = await lookAt(condition);
    sizes.set(condition.join(' '), look?.count ?? 0);
    letGo();
    return look;
  }

  /** The ones that nobody has asked for the longest. */
  function letGo(): void {
    let rows = sizes.values().reduce((sum, size) => sum + size, 0);
    for (const key of kept.keys()) {
      if (rows <= mostKept) break;
      rows -= sizes.get(key) ?? 0;
      sizes.delete(key);
      kept.delete(key);
    }
  }

  return {
    async at(conditions) {
      for (const anchor of anchors) {
        const condition = conditions.find(([dimension]) => dimension === anchor);
        const look = condition && (await sized(condition));
        if (look) return { look, others: conditions.filter((each) => each !== condition) };
        // Its further resources are in a table of their own, where no other look finds them.
        if (condition && anchor === 'resource') return undefined;
      }
      return undefined;
    },
    forget() {
      kept.clear();
      sizes.clear();
    },
  };
}

async function read(
  connection: DuckDBConnection,
  kinds: Kinds,
  [dimension, value]: Condition,
  most: number,
): Promise<Look | undefined> {
  const number = `${value}::UBIGINT`;
  const columns = (name: string) => lookColumns.map((column) => `${name}.${column}`).join(', ');
  const first = `SELECT ${columns('e')} FROM events e WHERE e.${eventColumns[dimension]} = ${number}`;
  const further = `SELECT ${columns('e')}
    FROM (SELECT block, position FROM resources WHERE resource = ${number}) others
    JOIN events e USING (block, position)`;
  const all = dimension === 'resource' ? `${first} UNION ALL ${further}` : first;
  const found = await readColumns(connection, `${all} LIMIT ${most + 1}`);
  return found.count > most ? undefined : lookOf(found, kinds);
}
