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
  close(): void;
}

export function openState(file: string, isDurable: boolean): State {
  const database = openStateDatabase(file, isDurable);
  return {
    journal: openJournal(database),
    alerts: openAlertStore(database),
    cases: openCaseStore(database),
    analyst: openAnalystStore(database),
    close: () => database.close(),
  };
}
