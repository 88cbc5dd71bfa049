import DataLoader from 'dataloader';
import type { History } from './history.ts';

/**
 * The same history, asked rarely: questions that many enrichments ask at the same time become one call of the store, and
 * equal questions one question. Answers live as long as the returned object, so make one for each chunk of alerts.
 */
export function coalesce(history: History): History {
  const inTurn = openTurns();
  const loader = <Question, Answer>(
    answer: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  ): DataLoader<Question, Answer, string> =>
    new DataLoader((questions: readonly Question[]) => inTurn.run(() => answer(questions)), {
      cacheKeyFn: canonical,
      maxBatchSize: 4_096,
      batchScheduleFn: inTurn.schedule,
    });
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

interface Turns {
  /** Calls back when the store has nothing to do. */
  schedule(ask: () => void): void;
  run<T>(call: () => Promise<T>): Promise<T>;
}

/**
 * The store answers one call at a time anyway. While it is busy, questions wait and become one call, instead of one for
 * each moment in which an enrichment happened to ask.
 */
function openTurns(): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || running > 0 || waiting.length === 0) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      waiting.shift()?.();
      plan();
    });
  }

  return {
    schedule(ask) {
      waiting.push(ask);
      plan();
    },
    async run(call) {
      running++;
      try {
        return await call();
      } finally {
        running--;
        plan();
      }
    },
  };
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
