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

/**
 * The writing half of the history. Calls must follow one another: the next begins when the promise of the last is done.
 * While one part is written the next one is gathered, so what went wrong is told by a later call.
 */
export function openAppender(options: AppenderOptions): EventStore {
  const { database, segments, journal, hashKey, folder } = options;
  const { connection } = database;
  const totals = { stored: 0, duplicates: 0 };
  let gathering = new Pending();
  let spare = new Pending();
  let written: Promise<void> = Promise.resolve();
  let ready: Promise<Ready> | undefined;
  let commits = 0;

  async function write(pending: Pending, { duplicates }: Ready): Promise<void> {
    const repeated = await duplicates.remove(connection, pending);
    await commitPending(connection, segments, pending);
    journal.add(pending.sources);
    totals.stored += pending.events.count;
    totals.duplicates += repeated;
    pending.clear();
    commits++;
    if (commits % commitsBetweenCleaning === 0) await database.giveBackMemory();
  }

  async function startWriting(): Promise<void> {
    await written;
    if (gathering.isEmpty || ready === undefined) return;
    const full = gathering;
    gathering = spare;
    spare = full;
    written = write(full, await ready);
    written.catch(() => undefined);
  }

  async function commit(): Promise<void> {
    await startWriting();
    await written;
  }

  return {
    hashKey,
    totals,
    hasSource: (identity) => journal.has(identity),
    async append({ name, identity, batch, detections, candidates }) {
      ready ??= prepare(database);
      const state = await ready;
      if (batch) {
        const from = gathering.events.count;
        gathering.add(batch, state.nextBlock++);
        state.duplicates.inspect(gathering, from);
      }
      gathering.addFound({ detections, candidates });
      if (identity !== undefined) gathering.sources.push({ identity, name });
      if (gathering.isEnough) await orStorageError(startWriting(), folder);
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
