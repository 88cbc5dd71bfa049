import type { DatabaseSync } from 'node:sqlite';
import { lowestScoreOf } from '#src/analyze/risk/level.ts';
import type { Case } from '#src/model/case.ts';
import { UsageError } from '#src/model/errors.ts';
import { type Severity, severities } from '#src/model/severity.ts';
import { inTransaction } from './state-database.ts';

export interface CaseFilter {
  /** The severity or the level of the risk reaches it. */
  readonly minSeverity?: Severity;
}

export interface CaseStore {
  /** Stores these instead of all that were there, in one transaction: late events may join or part cases. */
  replace(cases: readonly Case[]): void;
  /** Those with the latest alert first. */
  list(filter: CaseFilter, limit: number): readonly Case[];
  /** A case by its id or the beginning of it; undefined when there is none, a UsageError when there are several. */
  find(id: string): Case | undefined;
}

export function openCaseStore(database: DatabaseSync): CaseStore {
  const clear = database.prepare('DELETE FROM cases');
  const insert = database.prepare(
    'INSERT INTO cases (id, content, severity, last_seen) VALUES (?, ?, ?, ?)',
  );
  const list = database.prepare(
    `SELECT content FROM cases WHERE severity >= ? OR content ->> '$.risk.score' >= ?
     ORDER BY last_seen DESC, id LIMIT ?`,
  );
  const find = database.prepare('SELECT content FROM cases WHERE id = ?');
  const findByPrefix = database.prepare(
    'SELECT content FROM cases WHERE id >= ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT 2',
  );

  return {
    replace: (cases) =>
      inTransaction(database, () => {
        clear.run();
        for (const each of cases) {
          const rank = severities.indexOf(each.severity);
          insert.run(each.id, JSON.stringify(each), rank, each.lastSeen);
        }
      }),
    list: ({ minSeverity }, limit) => {
      const floor = minSeverity ?? 'informational';
      return list.all(severities.indexOf(floor), lowestScoreOf(floor), limit).map(parseCase);
    },
    find(id) {
      const exact = find.get(id);
      if (exact) return parseCase(exact);
      const [only, another] = findByPrefix.all(id, id.length, id);
      if (another) throw new UsageError(`More than one case begins with ${id}`);
      return only && parseCase(only);
    },
  };
}

function parseCase(row: Record<string, unknown>): Case {
  return JSON.parse(String(row['content'])) as Case;
}
