import { DatabaseSync } from 'node:sqlite';

/**
 * One step for each version of the tables; a step that was released is never changed.
 * `content` tells whether an alert changed since it was stored; `generation` which rebuilding of the alerts wrote it.
 */
const steps: readonly string[] = [
  `CREATE TABLE sources (
     identity TEXT PRIMARY KEY,
     name TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE alerts (
     id TEXT PRIMARY KEY,
     alert TEXT NOT NULL,
     content TEXT NOT NULL,
     generation INTEGER NOT NULL,
     time TEXT NOT NULL,
     severity INTEGER NOT NULL,
     score REAL NOT NULL,
     account TEXT NOT NULL,
     actor TEXT NOT NULL,
     rule TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX alerts_by_time ON alerts (time DESC, id);
   CREATE INDEX alerts_by_severity ON alerts (severity DESC, time DESC, id);
   CREATE INDEX alerts_by_score ON alerts (score DESC, time DESC, id);
   CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE cases (
     id TEXT PRIMARY KEY,
     content TEXT NOT NULL,
     severity INTEGER NOT NULL,
     last_seen TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX cases_by_time ON cases (last_seen DESC, id);`,
  `CREATE TABLE answers (
     key TEXT PRIMARY KEY,
     answer TEXT NOT NULL,
     time INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE analyst_ledger (
     time TEXT NOT NULL,
     provider TEXT NOT NULL,
     model TEXT NOT NULL,
     prompt_version TEXT NOT NULL,
     alert_id TEXT NOT NULL,
     alerts INTEGER NOT NULL,
     outcome TEXT NOT NULL,
     input_tokens INTEGER NOT NULL,
     output_tokens INTEGER NOT NULL,
     cost_usd REAL,
     took_ms INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX analyst_ledger_by_time ON analyst_ledger (time);`,
];

/** SQLite for what is small and must be found by its key: the journal of sources and the alerts. */
export function openStateDatabase(file: string, isDurable: boolean): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${isDurable ? 'FULL' : 'OFF'}`);
  migrate(database);
  return database;
}

/** Runs `work` in one transaction: all of it or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function migrate(database: DatabaseSync): void {
  const done = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  for (const [index, step] of steps.entries()) {
    if (index < done) continue;
    inTransaction(database, () => {
      database.exec(step);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
