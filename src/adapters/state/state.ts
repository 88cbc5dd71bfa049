import { type AlertStore, openAlertStore } from './alert-store.ts';
import { type AnalystStore, openAnalystStore } from './analyst-store.ts';
import { type CaseStore, openCaseStore } from './case-store.ts';
import { type Journal, openJournal } from './journal.ts';
import { openStateDatabase } from './state-database.ts';

/** What a data folder remembers besides events. */
export interface State {
  readonly journal: Journal;
  readonly alerts: AlertStore;
  readonly cases: CaseStore;
  readonly analyst: AnalystStore;
  /** A small text under a name, such as which detections the alerts were built from. */
  getFact(name: string): string | undefined;
  setFact(name: string, value: string): void;
  close(): void;
}

export function openState(file: string, isDurable: boolean): State {
  const database = openStateDatabase(file, isDurable);
  const get = database.prepare('SELECT value FROM facts WHERE name = ?');
  const set = database.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)');

  return {
    journal: openJournal(database),
    alerts: openAlertStore(database),
    cases: openCaseStore(database),
    analyst: openAnalystStore(database),
    getFact(name) {
      const value = get.get(name)?.['value'];
      return typeof value === 'string' ? value : undefined;
    },
    setFact: (name, value) => {
      set.run(name, value);
    },
    close: () => database.close(),
  };
}
