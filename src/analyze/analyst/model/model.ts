/** What a model is asked. Everything that it may know is in here: it has no tools, no memory and no network. */
export interface Question {
  readonly instructions: string;
  readonly prompt: string;
  /** JSON Schema of the answer, in the subset that all providers know: every property required, no further ones. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
}

export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** What became of a question. Only an answer is worth reading, but all of them may have cost something. */
export type Reply =
  | { readonly kind: 'answered'; readonly answer: unknown; readonly usage: Usage }
  /** The model said something that is no JSON, was cut off, or refused. */
  | { readonly kind: 'useless'; readonly why: string; readonly usage: Usage }
  /** Trying again helps, at the earliest after `waitMs` where the provider said so. */
  | { readonly kind: 'busy'; readonly why: string; readonly waitMs?: number }
  /** Trying again does not help. `mayBeBilled`: the provider had begun to work when it was given up. */
  | { readonly kind: 'failed'; readonly why: string; readonly mayBeBilled?: boolean };

/** A language model behind some provider. Answers in words fit to be shown and never with a key in them; never throws. */
export interface Model {
  /** bedrock, anthropic, openai, openai-compatible */
  readonly provider: string;
  readonly id: string;
  ask(question: Question, signal: AbortSignal): Promise<Reply>;
}

/** Answers to questions that were asked before, by the hash of all that the answer depends on. */
export interface AnswerCache {
  find(key: string): unknown;
  put(key: string, answer: unknown): void;
}

export interface LedgerEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly provider: string;
  readonly model: string;
  readonly promptVersion: string;
  /** The first alert of the question. */
  readonly alertId: string;
  readonly alerts: number;
  readonly outcome: Reply['kind'];
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | undefined;
  readonly tookMs: number;
}

export interface Spent {
  readonly tokens: number;
  readonly usd: number;
}

/** Every question that was really asked, with what it cost. */
export interface Ledger {
  add(entry: LedgerEntry): void;
  /** From this time on; ISO 8601, UTC. */
  spentSince(time: string): Spent;
}

/** Time and chance, which a test decides. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends early, without throwing, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}
