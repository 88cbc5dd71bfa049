import type { TallyColumn } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';
import { type Condition, type Kinds, valueOfKind } from '../kinds.ts';
import type { ReadColumns } from './read-columns.ts';

/** A column as small whole numbers that stand for its values. */
export interface Coded {
  readonly codes: Int32Array;
  /** Numbers of texts; of `hour` its number, of `readOnly` 1 or 0. */
  readonly values: readonly bigint[];
}

/** All events that have one value in common, held in memory while questions are asked about them. */
export interface Look {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
  readonly high: BigUint64Array;
  readonly low: BigUint64Array;
  readonly kinds: Coded;
  /** `resource` is the first one of the event. */
  column(name: TallyColumn): Coded;
}

/** What a question asks of an event besides the value that all of the look have. */
export interface Asked {
  readonly from: number;
  readonly to: number;
  readonly conditions: readonly Condition[];
}

const eventColumns = ['actor', 'session', 'accessKey', 'ip', 'userAgent', 'resource'] as const;

/** The columns in the order of `lookColumns`. */
export function lookOf(read: ReadColumns, kinds: Kinds): Look {
  const coded = new Map<TallyColumn, Coded>();
  const ofKind = code(read.hashes(1));
  const times = read.numbers(0);

  function make(name: TallyColumn): Coded {
    const place = (eventColumns as readonly string[]).indexOf(name);
    if (place !== -1) return code(read.hashes(4 + place));
    if (name === 'hour') return codeHours(times);
    return throughKinds(ofKind, (kind) => valueOfKind(kinds.of(kind), name));
  }

  return {
    count: read.count,
    times,
    high: read.hashes(2),
    low: read.hashes(3),
    kinds: ofKind,
    column(name) {
      const known = coded.get(name) ?? make(name);
      coded.set(name, known);
      return known;
    },
  };
}

/** What is read of an event, here and by those who ask the database; `lookOf` expects this order. */
export const lookColumns = [
  'time::DOUBLE',
  'kind',
  'id_high',
  'id_low',
  'actor',
  'session',
  'access_key',
  'ip',
  'user_agent',
  'resource',
] as const;

/** Neighbors mostly have the same value: it is looked up only when it changes. */
function code(values: BigUint64Array): Coded {
  const known = new Map<bigint, number>();
  const codes = new Int32Array(values.length);
  let last: bigint | undefined;
  let lastCode = 0;
  for (const [row, value] of values.entries()) {
    if (value !== last) {
      last = value;
      lastCode = known.get(value) ?? known.size;
      known.set(value, lastCode);
    }
    codes[row] = lastCode;
  }
  return { codes, values: [...known.keys()] };
}

function codeHours(times: Float64Array): Coded {
  const known = new Map<number, number>();
  const codes = times.reduce((all, time, row) => {
    const hour = Math.floor(time / hourMs);
    const found = known.get(hour) ?? known.size;
    known.set(hour, found);
    all[row] = found;
    return all;
  }, new Int32Array(times.length));
  return { codes, values: Array.from(known.keys(), BigInt) };
}

function throughKinds(kinds: Coded, valueIn: (kind: bigint) => bigint): Coded {
  const { codes: byKind, values } = code(BigUint64Array.from(kinds.values, valueIn));
  return { codes: kinds.codes.map((kind) => byKind[kind] ?? 0), values };
}

/** Calls back for each event that is meant, by its row. */
export function forEachRow(look: Look, asked: Asked, use: (row: number) => void): void {
  const { times } = look;
  const tests = asked.conditions.map(([dimension, value]) => {
    const { codes, values } = look.column(dimension);
    return { codes, wanted: values.indexOf(value) };
  });
  if (tests.some(({ wanted }) => wanted === -1)) return;
  for (let row = 0; row < look.count; row += 1) {
    const time = times[row] ?? 0;
    if (time < asked.from || time >= asked.to) continue;
    let isMeant = true;
    for (const { codes, wanted } of tests) isMeant &&= codes[row] === wanted;
    if (isMeant) use(row);
  }
}

/** Whether the one row comes before the other, by time and then by id. */
export function isBefore(look: Look, row: number, other: number): boolean {
  const [time = 0, otherTime = 0] = [look.times[row], look.times[other]];
  if (time !== otherTime) return time < otherTime;
  const [high = 0n, otherHigh = 0n] = [look.high[row], look.high[other]];
  if (high !== otherHigh) return high < otherHigh;
  return (look.low[row] ?? 0n) < (look.low[other] ?? 0n);
}
