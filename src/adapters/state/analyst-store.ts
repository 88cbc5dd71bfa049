import type { DatabaseSync } from 'node:sqlite';
import type { AnswerCache, Ledger, LedgerEntry } from '#src/analyze/analyst/model/model.ts';
import { parseJson } from '#src/parse-json.ts';

/** What one day of one model came to. */
export interface LedgerDay {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly provider: string;
  readonly model: string;
  readonly questions: number;
  readonly answered: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Undefined when the price of any of them was not known. */
  readonly costUsd: number | undefined;
}

/** What the model analyst remembers: answers, so that nothing is asked twice, and what every question cost. */
export interface AnalystStore {
  readonly cache: AnswerCache;
  readonly ledger: Ledger;
  /** Newest first. */
  days(): readonly LedgerDay[];
}

/** An answer is worth keeping while its alert is looked at; the newest of these are kept. */
const mostAnswers = 20_000;

export function openAnalystStore(database: DatabaseSync): AnalystStore {
  const find = database.prepare('SELECT answer FROM answers WHERE key = ?');
  const put = database.prepare(
    'INSERT OR REPLACE INTO answers (key, answer, time) VALUES (?, ?, ?)',
  );
  const forget = database.prepare(
    'DELETE FROM answers WHERE key NOT IN (SELECT key FROM answers ORDER BY time DESC LIMIT ?)',
  );
  const count = database.prepare('SELECT count(*) AS count FROM answers');
  return {
    cache: {
      find(key) {
        const answer = find.get(key)?.['answer'];
        // A damaged answer is none: the question is asked again.
        return typeof answer === 'string' ? (parseJson(answer) ?? undefined) : undefined;
      },
      put(key, answer) {
        put.run(key, JSON.stringify(answer ?? null), Date.now());
        if (Number(count.get()?.['count'] ?? 0) > 1.1 * mostAnswers) forget.run(mostAnswers);
      },
    },
    ledger: ledgerIn(database),
    days: () => database.prepare(perDay).all().map(dayOf),
  };
}

const perDay = `
  SELECT substr(time, 1, 10) AS day, provider, model, count(*) AS questions,
    sum(outcome = 'answered') AS answered, sum(input_tokens) AS input, sum(output_tokens) AS output,
    CASE WHEN count(*) = count(cost_usd) THEN sum(cost_usd) END AS cost
  FROM analyst_ledger GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3`;

function ledgerIn(database: DatabaseSync): Ledger {
  const add = database.prepare(
    `INSERT INTO analyst_ledger (time, provider, model, prompt_version, alert_id, alerts, outcome,
       input_tokens, output_tokens, cost_usd, took_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const spent = database.prepare(
    `SELECT coalesce(sum(input_tokens + output_tokens), 0) AS tokens, coalesce(sum(cost_usd), 0) AS usd
     FROM analyst_ledger WHERE time >= ?`,
  );
  return {
    add(entry) {
      add.run(...valuesOf(entry));
    },
    spentSince(time) {
      const row = spent.get(time);
      return { tokens: Number(row?.['tokens'] ?? 0), usd: Number(row?.['usd'] ?? 0) };
    },
  };
}

function valuesOf(entry: LedgerEntry): (string | number | null)[] {
  return [
    entry.time,
    entry.provider,
    entry.model,
    entry.promptVersion,
    entry.alertId,
    entry.alerts,
    entry.outcome,
    Math.round(entry.inputTokens),
    Math.round(entry.outputTokens),
    entry.costUsd ?? null,
    Math.round(entry.tookMs),
  ];
}

function dayOf(row: Record<string, unknown>): LedgerDay {
  return {
    day: String(row['day']),
    provider: String(row['provider']),
    model: String(row['model']),
    questions: Number(row['questions']),
    answered: Number(row['answered']),
    inputTokens: Number(row['input']),
    outputTokens: Number(row['output']),
    costUsd: typeof row['cost'] === 'number' ? row['cost'] : undefined,
  };
}
