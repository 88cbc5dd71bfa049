import type { HashKey } from '#src/normalize/batch/keyed-hash.ts';
import type { EventStore } from '#src/source/event-store.ts';
import type { Journal } from '../state/journal.ts';
import { commitPending } from './commit.ts';
import type { Database } from './database.ts';
import { Duplicates } from './duplicates.ts';
import { Pending } from './pending.ts';
import type { Segments } from './segments.ts';
import { asStorageError } from './storage-failure.ts';

export interface AppenderOptions {
  readonly folder: string;
  readonly database: Database;
  readonly segments: Segments;
  readonly journal: Journal;
  readonly hashKey: HashKey;
}

const commitsBetweenCleaning = 8;

/** The writing half of the history. Calls must follow one another: the next begins when the promise of the last is done. */
export function openAppender(options: AppenderOptions): EventStore {
  const { database, segments, journal, hashKey, folder } = options;
  const { connection } = database;
  const pending = new Pending();
  const totals = { stored: 0, duplicates: 0 };
  let ready: Promise<Ready> | undefined;
  let commits = 0;

  async function commit(): Promise<void> {
    if (pending.isEmpty || ready === undefined) return;
    const { duplicates } = await ready;
    const repeated = await duplicates.remove(connection, pending);
    await commitPending(connection, segments, pending);
    journal.add(pending.sources);
    totals.stored += pending.events.count;
    totals.duplicates += repeated;
    pending.clear();
    commits++;
    if (commits % commitsBetweenCleaning === 0) await database.giveBackMemory();
  }

  return {
    hashKey,
    totals,
    hasSource: (identity) => journal.has(identity),
    async append({ name, identity, batch, detections }) {
      ready ??= prepare(database);
      const state = await ready;
      if (batch) {
        const from = pending.events.count;
        pending.add(batch, state.nextBlock++);
        state.duplicates.inspect(pending.events, from);
      }
      pending.addDetections(detections);
      if (identity !== undefined) pending.sources.push({ identity, name });
      if (pending.isEnough) await orStorageError(commit(), folder);
    },
    commit: () => orStorageError(commit(), folder),
  };
}

interface Ready {
  readonly duplicates: Duplicates;
  nextBlock: bigint;
}

/** Only writing needs the filter of ids, so that a question to a large history is not delayed by it. */
async function prepare({ connection }: Database): Promise<Ready> {
  const duplicates = new Duplicates();
  await duplicates.load(connection);
  const reader = await connection.runAndReadAll('SELECT coalesce(max(block), 0) FROM blocks');
  return { duplicates, nextBlock: BigInt(String(reader.getRows()[0]?.[0] ?? 0)) + 1n };
}

async function orStorageError<T>(work: Promise<T>, folder: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asStorageError(error, folder);
  }
}
