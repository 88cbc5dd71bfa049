import type { History } from '#src/enrich/history.ts';

/** What the first pass asks. */
export type RelationHistory = Pick<History, 'records' | 'assumptions' | 'hourly' | 'tally'>;

export interface TolerantHistory {
  readonly history: RelationHistory;
  /** The first error, or undefined while all was answered. */
  failure(): unknown;
}

/**
 * Answers nothing where the history fails, and remembers that it did. The signals have to be read to their end whatever
 * happens, for they are kept on the way and read again to make the alerts.
 */
export function tolerant(history: RelationHistory): TolerantHistory {
  let failed: unknown;
  const answer = async <Question, Answer>(
    questions: readonly Question[],
    ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    nothing: Answer,
  ): Promise<readonly Answer[]> => {
    try {
      if (failed === undefined) return await ask(questions);
    } catch (error) {
      failed = error ?? 'no reason was given';
    }
    return questions.map(() => nothing);
  };
  return {
    history: {
      records: (ids) => answer(ids, (asked) => history.records(asked), undefined),
      assumptions: (questions) => answer(questions, (asked) => history.assumptions(asked), []),
      hourly: (questions) => answer(questions, (asked) => history.hourly(asked), []),
      tally: (questions) => answer(questions, (asked) => history.tally(asked), []),
    },
    failure: () => failed,
  };
}
