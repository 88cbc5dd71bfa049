import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './state-database.ts';

/** Which sources are stored whole. Written last in a commit: a source that is not named here is read again. */
export interface Journal {
  has(identity: string): boolean;
  add(sources: readonly { readonly identity: string; readonly name: string }[]): void;
}

export function openJournal(database: DatabaseSync): Journal {
  const find = database.prepare('SELECT 1 FROM sources WHERE identity = ?');
  const insert = database.prepare('INSERT OR IGNORE INTO sources (identity, name) VALUES (?, ?)');

  return {
    has: (identity) => find.get(identity) !== undefined,
    add(sources) {
      if (sources.length === 0) return;
      inTransaction(database, () => {
        for (const { identity, name } of sources) insert.run(identity, name);
      });
    },
  };
}
