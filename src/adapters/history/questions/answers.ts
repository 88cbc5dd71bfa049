import type { DuckDBConnection } from '@duckdb/node-api';
import type { Assumption, History } from '#src/enrich/history.ts';
import type { HashKey } from '#src/normalize/batch/keyed-hash.ts';
import { openBlockPlaces } from '../block-places.ts';
import { openBlocks } from '../blocks.ts';
import type { Database } from '../database.ts';
import { openKinds } from '../kinds.ts';
import { openHourCounts } from '../looks/hour-counts.ts';
import { openLooks } from '../looks/looks.ts';
import { openNames } from '../names.ts';
import type { Segments } from '../segments.ts';
import { openTextNumbers } from '../text-numbers.ts';
import { openUnderWay } from '../under-way.ts';
import { openAssumptionIndex } from './assumption-index.ts';
import { answerAssumptions } from './assumptions.ts';
import { answerEvents } from './events.ts';
import { answerHourly } from './hourly.ts';
import { readRecords } from './records.ts';
import { answerSeen } from './seen.ts';
import { answerTally } from './tally.ts';

export interface AnswersOptions {
  readonly database: Database;
  /** For questions alone: one that fails must not undo a commit that is under way. */
  readonly connection: DuckDBConnection;
  readonly segments: Segments;
  readonly hashKey: HashKey;
  /** Most events, and most role assumptions, that are held to answer from; about more the database is asked. */
  readonly mostLookedAt?: number | undefined;
}

/** The memory that more records than these take is given back at once: it takes longer than to read a few. */
const mostIds = 64;

/** The reading half of the history. */
export interface Answers extends History {
  /** Runs work that asks the database itself when it is ready for that. */
  readonly when: <T>(work: () => Promise<T>) => Promise<T>;
  /** To be called before events are added or removed. */
  forget(): void;
  /** Refuses further questions, and returns when those that were asked are answered. */
  end(): Promise<void>;
}

export function openAnswers(options: AnswersOptions): Answers {
  const { database, connection, segments, hashKey, mostLookedAt } = options;
  const numbers = openTextNumbers(hashKey);
  const kinds = openKinds(connection);
  const blocks = openBlocks(segments);
  const places = openBlockPlaces(connection);
  const looks = openLooks(connection, kinds, mostLookedAt);
  const hours = openHourCounts(connection, kinds);
  const roles = {
    index: openAssumptionIndex(connection, mostLookedAt),
    told: new Map<bigint, Assumption>(),
  };
  const memory = { numbers, names: openNames(connection), kinds, looks, hours };

  const underWay = openUnderWay();

  function when<T>(work: () => Promise<T>): Promise<T> {
    return underWay.run(async () => {
      await database.prepareFor('asking');
      return work();
    });
  }

  return {
    when,
    end: underWay.end,
    forget() {
      kinds.forget();
      looks.forget();
      hours.forget();
      roles.index.forget();
      roles.told.clear();
      blocks.forget();
      places.forget();
    },
    seen: (questions) => when(() => answerSeen(connection, memory, questions)),
    events: (questions) => when(() => answerEvents(connection, memory, questions)),
    assumptions: (questions) =>
      when(() => answerAssumptions(connection, numbers, roles, questions)),
    hourly: (questions) => when(() => answerHourly(connection, memory, questions)),
    tally: (questions) => when(() => answerTally(connection, memory, questions)),
    records: (eventIds) =>
      when(async () => {
        const records = await readRecords(connection, { blocks, places, numbers }, eventIds);
        if (eventIds.length > mostIds) await database.giveBackMemory();
        return records;
      }),
  };
}
