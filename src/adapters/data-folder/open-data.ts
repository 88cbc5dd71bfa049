import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EventHistory, openHistory } from '../history/history.ts';
import { asStorageError } from '../history/storage-failure.ts';
import { openState, type State } from '../state/state.ts';
import { readFormat } from './format.ts';
import { type Holder, lockFolder } from './lock.ts';
import type { Reading } from './reading.ts';
import { answerOthers } from './server.ts';
import { makeTemporaryFolder, removeFolder } from './temporary-folder.ts';
import { assertWhole } from './whole-folder.ts';

const stateFile = 'state.sqlite';

/** The event history, and all that is remembered besides. */
export interface Data extends AsyncDisposable {
  readonly history: EventHistory;
  readonly state: State;
}

export function isDataFolder(folder: string): boolean {
  return existsSync(join(folder, stateFile));
}

/**
 * Opens a data folder, which is made when it does not exist. One process uses it at a time: throws a ConflictError that
 * says who does (`askHolder` can still ask that one). While it is open, other processes can ask questions.
 */
export async function openData(folder: string, holder: Holder): Promise<Data> {
  const lock = attempt(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    return lockFolder(folder, holder);
  });
  try {
    const data = await open(folder, true);
    const server = await answerOthers(folder, readingOf(data));
    return {
      ...data,
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await data[Symbol.asyncDispose]();
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw asStorageError(error, folder, 'opened');
  }
}

/** The same in a folder of its own that is removed in the end: nothing of it outlives the command. */
export async function openTemporaryData(): Promise<Data> {
  const folder = makeTemporaryFolder();
  const data = await open(folder, false);
  return {
    ...data,
    async [Symbol.asyncDispose]() {
      await data[Symbol.asyncDispose]();
      removeFolder(folder);
    },
  };
}

async function open(folder: string, isDurable: boolean): Promise<Data> {
  assertWhole(folder);
  const { hashKey } = readFormat(folder);
  const state = openState(join(folder, stateFile), isDurable);
  const history = await openHistory({ folder, journal: state.journal, hashKey, isDurable });
  return {
    history,
    state,
    async [Symbol.asyncDispose]() {
      await history.close();
      state.close();
    },
  };
}

export function readingOf({ history, state }: Pick<Data, 'history' | 'state'>): Reading {
  return {
    seen: (questions) => history.seen(questions),
    events: (questions) => history.events(questions),
    assumptions: (questions) => history.assumptions(questions),
    hourly: (questions) => history.hourly(questions),
    tally: (questions) => history.tally(questions),
    records: (eventIds) => history.records(eventIds),
    listAlerts: async (filter, page) => state.alerts.list(filter, page),
    countAlerts: async (filter) => state.alerts.count(filter),
    findAlert: async (id) => state.alerts.find(id),
    listCases: async (filter, limit) => state.cases.list(filter, limit),
    findCase: async (id) => state.cases.find(id),
    analystDays: async () => state.analyst.days(),
  };
}

function attempt<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStorageError(error, folder, 'opened');
  }
}
