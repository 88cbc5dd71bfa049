import type { Clock, Model, Question, Reply } from './model.ts';

export interface Patience {
  readonly attempts: number;
  /** For one answer. */
  readonly timeoutMs: number;
}

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/** A provider that knows when it is free again is believed, within reason. */
const longestAskedWaitMs = 120_000;

/**
 * Asks, and asks again when the provider is busy: twice as long after each time, by chance a little more or less, so that
 * many do not come back at once. Ends with `busy` when the attempts are used up and with `failed` when time is.
 */
export async function askPatiently(
  model: Model,
  question: Question,
  { attempts, timeoutMs }: Patience,
  clock: Clock,
  signal: AbortSignal,
): Promise<Reply> {
  let reply: Reply = { kind: 'failed', why: 'there was no time left to ask' };
  for (let attempt = 1; attempt <= attempts && !signal.aborted; attempt += 1) {
    reply = await askOnce(model, question, timeoutMs, signal);
    if (reply.kind !== 'busy' || attempt === attempts) break;
    await clock.sleep(waitMs(attempt, reply.waitMs, clock.random()), signal);
  }
  return reply;
}

function waitMs(attempt: number, asked: number | undefined, chance: number): number {
  const grown = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + chance);
  return Math.max(grown, Math.min(asked ?? 0, longestAskedWaitMs));
}

/** A model that does not listen to the signal is left behind. */
async function askOnce(
  model: Model,
  question: Question,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Reply> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, timeout]);
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const giveUp = () => resolve(tooLate(timeout, timeoutMs));
  either.addEventListener('abort', giveUp, { once: true });
  if (either.aborted) giveUp();
  try {
    const reply = await Promise.race([model.ask(question, either), promise]);
    // What a provider says about an aborted request is about the abort.
    return either.aborted && reply.kind !== 'answered' ? tooLate(timeout, timeoutMs) : reply;
  } finally {
    either.removeEventListener('abort', giveUp);
  }
}

function tooLate(timeout: AbortSignal, timeoutMs: number): Reply {
  return {
    kind: 'failed',
    mayBeBilled: true,
    why: timeout.aborted
      ? `the model did not answer within ${timeoutMs / 1000} s`
      : 'the time for all questions of this run was over',
  };
}
