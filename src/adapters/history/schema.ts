import type { DuckDBConnection } from '@duckdb/node-api';
import {
  assumptionColumns,
  eventColumns,
  kindColumns,
  nameColumns,
  resourceColumns,
} from '#src/normalize/batch/event-batch.ts';

/** All numbers have 64 bits, so that a column of a batch is copied as it is; DuckDB packs them on disk. */
function columnsOf(names: readonly string[]): string {
  return names.map((name) => `${name} ${name === 'time' ? 'BIGINT' : 'UBIGINT'}`).join(', ');
}

/**
 * One step for each version of the tables; a step that was released is never changed. No index and no primary key: they
 * triple the cost of an append, and every question is answered by a scan of one or two columns. `hours` counts events by
 * hour and kind, one row for each commit that held any, for questions about accounts, regions and calls. `candidates` has
 * the fields of a `CandidateBatch`; of its lines those before `first` are forgotten.
 */
const steps: readonly (readonly string[])[] = [
  [
    `CREATE TABLE events (${columnsOf(eventColumns)}, block UBIGINT)`,
    `CREATE TABLE kinds (${columnsOf(kindColumns)})`,
    `CREATE TABLE resources (${columnsOf(resourceColumns)}, block UBIGINT)`,
    `CREATE TABLE assumptions (${columnsOf(assumptionColumns)}, block UBIGINT, text VARCHAR)`,
    `CREATE TABLE names (${columnsOf(nameColumns)}, text VARCHAR)`,
    'CREATE TABLE hours (hour BIGINT, kind UBIGINT, events UBIGINT, first BIGINT, last BIGINT)',
    'CREATE TABLE blocks (block UBIGINT, segment UBIGINT, start UBIGINT, length UBIGINT)',
    'CREATE TABLE detections (time BIGINT, event_id VARCHAR, rule VARCHAR, detection VARCHAR)',
  ],
  [
    'CREATE TABLE candidates (first BIGINT, last BIGINT, correlations VARCHAR, uses BLOB, lines BLOB)',
    // Detections of the version before were not counted for any correlation.
    `INSERT INTO candidates SELECT min(time), max(time), '', ''::BLOB, NULL FROM detections HAVING count(*) > 0`,
    'ALTER TABLE detections DROP COLUMN event_id',
    'ALTER TABLE detections DROP COLUMN rule',
  ],
];

/** Brings the tables to the newest version; an interrupted migration leaves the one before. */
export async function migrate(connection: DuckDBConnection): Promise<void> {
  await connection.run('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)');
  const reader = await connection.runAndReadAll('SELECT count(*)::INTEGER FROM schema_version');
  const done = Number(reader.getRows()[0]?.[0] ?? 0);
  for (const [index, statements] of steps.entries()) {
    if (index < done) continue;
    await connection.run('BEGIN');
    for (const statement of statements) await connection.run(statement);
    await connection.run(`INSERT INTO schema_version VALUES (${index + 1})`);
    await connection.run('COMMIT');
  }
}
