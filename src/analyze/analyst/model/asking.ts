import type { AnalystSettings } from '#src/model/config/analyst.ts';
import type { Purse } from './budget.ts';
import type { AnswerCache, Clock, Ledger, Model } from './model.ts';

export type AskSettings = Pick<
  AnalystSettings,
  | 'model'
  | 'escalateTo'
  | 'pseudonymize'
  | 'timeoutSeconds'
  | 'attempts'
  | 'maxOutputTokens'
  | 'budget'
>;

/** What all questions of one run share. */
export interface Asking {
  readonly settings: AskSettings;
  readonly model: Model;
  readonly escalateTo?: Model;
  readonly cache: AnswerCache;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly purse: Purse;
  readonly signal: AbortSignal;
  hash(text: string): string;
  token(): string;
}
