import type { History } from '#src/enrich/history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { dayMs } from '#src/model/time.ts';
import { actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { percentile } from './statistics.ts';
import type { Row } from './table.ts';

const askedEach = 60;

interface Question {
  readonly name: string;
  readonly budgetMs: number;
  ask(history: History, about: RawRecord): Promise<unknown>;
}

/** What enrichments ask, one question at a time, though they usually ask many at once. */
const questions: readonly Question[] = [
  {
    name: 'an actor’s day',
    budgetMs: 20,
    ask: (history, about) =>
      history.events([{ where: { actor: actorKeyOf(about) }, ...dayOf(about), limit: 1000 }]),
  },
  {
    name: 'first and last seen of an actor’s call',
    budgetMs: 20,
    ask: (history, about) =>
      history.seen([{ where: { actor: actorKeyOf(about), action: actionOf(about) } }]),
  },
  {
    name: 'first and last seen of an address',
    budgetMs: 20,
    ask: (history, about) => history.seen([{ where: { ip: text(about['sourceIPAddress']) } }]),
  },
  {
    name: 'the events of one access key',
    budgetMs: 20,
    ask: (history, about) =>
      history.events([
        { where: { accessKey: keyOf(about) }, from: 0, to: timeOf(about) + dayMs, limit: 1000 },
      ]),
  },
  {
    name: 'counts an hour of an account',
    budgetMs: 20,
    ask: (history, about) =>
      history.hourly([
        { where: { account: text(about['recipientAccountId']) }, ...dayOf(about), limit: 1000 },
      ]),
  },
  {
    name: 'who issued a key',
    budgetMs: 20,
    ask: (history, about) => history.assumptions([{ issuedKey: keyOf(about), limit: 10 }]),
  },
  {
    name: 'the events of a resource',
    budgetMs: 50,
    ask: (history, about) =>
      history.events([
        { where: { resource: resourceOf(about) }, from: 0, to: timeOf(about) + dayMs, limit: 1000 },
      ]),
  },
  {
    name: 'one raw record',
    budgetMs: 50,
    ask: (history, about) => history.records([text(about['eventID'])]),
  },
];

/** Each question about many different events; the slowest twentieth counts. */
export async function questionRows(
  history: History,
  records: readonly RawRecord[],
  corpus: string,
): Promise<readonly Row[]> {
  const step = Math.max(1, Math.floor(records.length / askedEach));
  const about = records.filter((_, index) => index % step === 0);
  const rows: Row[] = [];
  for (const question of questions) rows.push(await askAll(question, history, about, corpus));
  return rows;
}

async function askAll(
  { name, budgetMs, ask }: Question,
  history: History,
  about: readonly RawRecord[],
  corpus: string,
): Promise<Row> {
  const times: number[] = [];
  for (const record of about) {
    const started = performance.now();
    await ask(history, record);
    times.push(performance.now() - started);
  }
  const slow = percentile(times, 0.95);
  return {
    corpus,
    name: `history: ${name}`,
    figures: `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${slow.toFixed(1)} ms`,
    budget: `p95 ≤ ${budgetMs} ms`,
    ok: slow <= budgetMs,
  };
}

function dayOf(record: RawRecord): { from: number; to: number } {
  const from = Math.floor(timeOf(record) / dayMs) * dayMs;
  return { from, to: from + dayMs };
}

function timeOf(record: RawRecord): number {
  return Date.parse(text(record['eventTime']));
}

function actionOf(record: RawRecord): string {
  return `${text(record['eventSource'])}:${text(record['eventName'])}`;
}

function keyOf(record: RawRecord): string {
  return text(bag(record['userIdentity'])['accessKeyId']);
}

function resourceOf(record: RawRecord): string {
  const resources = record['resources'];
  return Array.isArray(resources) ? text(bag(resources[0])['ARN']) : '';
}
