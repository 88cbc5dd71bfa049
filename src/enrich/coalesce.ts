import DataLoader from 'dataloader';
import type { History } from './history.ts';

/**
 * The same history, asked rarely: questions that many enrichments ask at the same time become one call of the store, and
 * equal questions one question. Answers live as long as the returned object, so make one for each chunk of alerts.
 */
export function coalesce(history: History): History {
  const seen = loader(history.seen.bind(history));
  const events = loader(history.events.bind(history));
  const assumptions = loader(history.assumptions.bind(history));
  const hourly = loader(history.hourly.bind(history));
  const tally = loader(history.tally.bind(history));
  const records = loader(history.records.bind(history));

  return {
    seen: (questions) => ask(seen, questions),
    events: (questions) => ask(events, questions),
    assumptions: (questions) => ask(assumptions, questions),
    hourly: (questions) => ask(hourly, questions),
    tally: (questions) => ask(tally, questions),
    records: (ids) => ask(records, ids),
  };
}

function loader<Question, Answer>(
  answer: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): DataLoader<Question, Answer, string> {
  return new DataLoader(answer, { cacheKeyFn: canonical, maxBatchSize: 4_096 });
}

/** One text for one question, whatever the order in which its fields were written. */
function canonical(question: unknown): string {
  return JSON.stringify(question, (_key, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

async function ask<Question, Answer>(
  from: DataLoader<Question, Answer, string>,
  questions: readonly Question[],
): Promise<readonly Answer[]> {
  return Promise.all(questions.map((question) => from.load(question)));
}
