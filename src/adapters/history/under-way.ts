import { StorageError } from '#src/model/errors.ts';

/**
 * What is asked at the moment. An enrichment that took too long has been given up, but its question has not: a database
 * that is closed under a question never answers it, and the process never ends.
 */
export interface UnderWay {
  /** Rejects with a StorageError once `end` was called. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Refuses further work, and returns when there is none left. */
  end(): Promise<void>;
}

export function openUnderWay(): UnderWay {
  const open = new Set<Promise<unknown>>();
  let hasEnded = false;
  return {
    async run(work) {
      if (hasEnded) throw new StorageError('the event history has been closed');
      const done = work();
      open.add(done);
      try {
        return await done;
      } finally {
        open.delete(done);
      }
    },
    async end() {
      hasEnded = true;
      await Promise.allSettled(open);
    },
  };
}
