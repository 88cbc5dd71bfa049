import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Alert } from '#src/model/alert.ts';
import { UsageError } from '#src/model/errors.ts';
import { type Severity, severities } from '#src/model/severity.ts';
import { type AlertFilter, type AlertPage, alertQuery } from './alert-query.ts';
import { inTransaction } from './state-database.ts';

export interface AlertStore {
  /** Stores alerts in one transaction; those that are there already and have not changed are left alone. */
  save(alerts: readonly Alert[]): SavedAlerts;
  /**
   * Begins to rebuild all alerts. Those that were not saved again until `sweep` are gone then: late events can move the
   * start of an alert, and with it its id.
   */
  rebuild(): { sweep(): number };
  list(filter: AlertFilter, page: AlertPage): readonly Alert[];
  /** An alert by its id or the beginning of it; undefined when there is none, a UsageError when there are several. */
  find(id: string): Alert | undefined;
  count(filter: AlertFilter): number;
}

export interface SavedAlerts {
  readonly added: number;
  readonly changed: number;
}

/** What SQLite takes for all rows: https://sqlite.org/lang_select.html#the_limit_clause */
const noLimit = -1;

export function openAlertStore(database: DatabaseSync): AlertStore {
  const statements = prepare(database);
  let generation = Number(statements.newest.get()?.['generation'] ?? 0);

  return {
    save: (alerts) =>
      inTransaction(database, () => {
        let [added, changed] = [0, 0];
        for (const alert of alerts) {
          const outcome = saveOne(statements, alert, generation);
          if (outcome === 'added') added++;
          if (outcome === 'changed') changed++;
        }
        return { added, changed };
      }),
    rebuild() {
      generation++;
      const current = generation;
      return { sweep: () => Number(statements.sweep.run(current).changes) };
    },
    list(filter, page) {
      const { sql, values } = alertQuery(filter, page);
      return database
        .prepare(`SELECT alert ${sql}`)
        .all(...values)
        .map(parseAlert);
    },
    find(id) {
      const exact = statements.find.get(id);
      if (exact) return parseAlert(exact);
      const [only, another] = statements.findByPrefix.all(id, id.length, id);
      if (another) throw new UsageError(`More than one alert begins with ${id}`);
      return only && parseAlert(only);
    },
    count(filter) {
      const { sql, values } = alertQuery(filter, { order: 'time', limit: noLimit });
      const row = database
        .prepare(`SELECT count(*) AS count FROM (SELECT 1 ${sql})`)
        .get(...values);
      return Number(row?.['count']);
    },
  };
}

function prepare(database: DatabaseSync) {
  return {
    newest: database.prepare('SELECT max(generation) AS generation FROM alerts'),
    content: database.prepare('SELECT content FROM alerts WHERE id = ?'),
    touch: database.prepare('UPDATE alerts SET generation = ? WHERE id = ?'),
    put: database.prepare(
      `INSERT INTO alerts (id, alert, content, generation, time, severity, score, account, actor, rule)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET alert = excluded.alert, content = excluded.content,
         generation = excluded.generation, time = excluded.time, severity = excluded.severity,
         score = excluded.score, account = excluded.account, actor = excluded.actor, rule = excluded.rule`,
    ),
    sweep: database.prepare('DELETE FROM alerts WHERE generation < ?'),
    find: database.prepare('SELECT alert FROM alerts WHERE id = ?'),
    findByPrefix: database.prepare(
      'SELECT alert FROM alerts WHERE id >= ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT 2',
    ),
  };
}

function saveOne(
  { content, touch, put }: ReturnType<typeof prepare>,
  alert: Alert,
  generation: number,
): 'added' | 'changed' | 'same' {
  const json = JSON.stringify(alert);
  const digest = contentOf(alert);
  const before = content.get(alert.id)?.['content'];
  if (before === digest) {
    touch.run(generation, alert.id);
    return 'same';
  }
  const { id, time, account, actor, rule, severity, analysis } = alert;
  const rank = rankOf(severity);
  const { score } = analysis.risk;
  put.run(id, json, digest, generation, time, rank, score, account, actor.key, rule.id);
  return before === undefined ? 'added' : 'changed';
}

/** How long an enrichment took says nothing about the alert. */
function contentOf(alert: Alert): string {
  const json = JSON.stringify(alert, (key, value) => (key === 'tookMs' ? undefined : value));
  return createHash('sha256').update(json).digest('base64url');
}

function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}

function parseAlert(row: Record<string, unknown>): Alert {
  return JSON.parse(String(row['alert'])) as Alert;
}
