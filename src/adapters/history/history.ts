import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BaselineCall } from '#src/detect/baseline/session.ts';
import type { History } from '#src/enrich/history.ts';
import type { Detection } from '#src/model/detection.ts';
import type { HashKey } from '#src/normalize/batch/keyed-hash.ts';
import type { EventStore } from '#src/source/event-store.ts';
import type { Journal } from '../state/journal.ts';
import { openAppender } from './append.ts';
import { findDamage } from './damage.ts';
import { openDatabase } from './database.ts';
import { readDetections } from './detections.ts';
import { openAnswers } from './questions/answers.ts';
import { recover } from './recover.ts';
import { applyRetention, type RetentionLimits } from './retention.ts';
import { type CallWindow, readCalls } from './scan/calls.ts';
import { type Scan, type ScanQuestion, scanHistory } from './scan/scan.ts';
import { migrate } from './schema.ts';
import { openSegments } from './segments.ts';
import { asStorageError } from './storage-failure.ts';

export interface HistoryOptions {
  readonly folder: string;
  readonly journal: Journal;
  readonly hashKey: HashKey;
  /** False for a history that is thrown away: nothing waits for the disk. */
  readonly isDurable: boolean;
  /** See `AnswersOptions`. */
  readonly mostLookedAt?: number;
}

/** The event history of one data folder, for writing and for questions. */
export interface EventHistory extends EventStore, History {
  /**
   * The detections that were appended, by time, event id and rule, each once. Of the candidates it gives those that these
   * correlations (`UseReader.correlations`) can be made of.
   */
  detections(correlations: string): AsyncIterable<Detection>;
  /** The stored events that may match, for those who read the records themselves. */
  scan(question: ScanQuestion): Promise<Scan & Disposable>;
  /** All stored calls of a window by actor, access key and time, some thousand at once. */
  calls(window: CallWindow): AsyncIterable<readonly BaselineCall[]>;
  /** What is wrong with what is stored, in the database's words, as far as can be read in this time. */
  damage(budgetMs: number): Promise<string | undefined>;
  /** Removes old events; call it before workers are started, or after they have ended. */
  retain(limits: RetentionLimits): Promise<number>;
  close(): Promise<void>;
}

export async function openHistory(options: HistoryOptions): Promise<EventHistory> {
  const { folder, hashKey, isDurable } = options;
  const folders = { segments: join(folder, 'segments'), temporary: join(folder, 'tmp') };
  for (const path of Object.values(folders)) mkdirSync(path, { recursive: true, mode: 0o700 });
  const database = await openDatabase({
    file: join(folder, 'events.duckdb'),
    temporaryFolder: folders.temporary,
  }).catch((error) => Promise.reject(asStorageError(error, folder, 'opened')));
  const { connection } = database;
  await migrate(connection);
  const segments = openSegments(folders.segments, isDurable);
  await recover(connection, segments);

  const asking = await database.connect();
  const { when, forget, end, ...answers } = openAnswers({
    database,
    connection: asking,
    segments,
    hashKey,
    mostLookedAt: options.mostLookedAt,
  });
  const appender = openAppender({ ...options, database, segments });

  return {
    ...appender,
    ...answers,
    get totals() {
      return appender.totals;
    },
    async append(part) {
      await database.prepareFor('writing');
      forget();
      await appender.append(part);
    },
    async commit() {
      forget();
      await appender.commit();
    },
    async *detections(correlations) {
      const stream = await when(() => database.connect());
      try {
        yield* readDetections(stream, correlations, database.giveBackMemory);
      } finally {
        stream.closeSync();
      }
    },
    async scan(question) {
      const stream = await when(() => database.connect());
      const scan = await scanHistory(stream, folders.segments, question);
      return { ...scan, [Symbol.dispose]: () => stream.closeSync() };
    },
    calls: (window) => readCalls(database, window),
    damage: (budgetMs) => when(() => findDamage(asking, budgetMs)),
    async retain(limits) {
      forget();
      await appender.commit();
      return applyRetention(connection, segments, limits);
    },
    async close() {
      await end();
      segments.close();
      asking.closeSync();
      database.close();
    },
  };
}
