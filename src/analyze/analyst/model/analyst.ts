import type { Alert } from '#src/model/alert.ts';
import { isAtLeast, type Severity } from '#src/model/severity.ts';
import { askOne, brokenOutcome, type Outcome } from './ask-one.ts';
import type { Asking, AskSettings } from './asking.ts';
import { openPurse } from './budget.ts';
import { type AlertGroup, groupForAsking } from './group.ts';
import type { AnswerCache, Clock, Ledger, Model } from './model.ts';
import { withOpinion } from './opinion.ts';

/** What the model analyst needs of the outside. */
export interface ModelAnalyst {
  readonly settings: AskSettings & {
    readonly minSeverity: Severity;
    readonly concurrency: number;
    readonly deadlineSeconds: number;
  };
  readonly model: Model;
  /** Asked when the first one and the deterministic analyst disagree. */
  readonly escalateTo?: Model;
  readonly cache: AnswerCache;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** A hash that nobody can make two texts for. */
  hash(text: string): string;
  /** A random word, new each time, for the marks around recorded texts. */
  token(): string;
}

/**
 * Answers with the same alerts, in the same order, and what a model says about those that are severe enough. `onJudged` is
 * told of the alerts of each question as soon as it is answered.
 */
export type Opinions = (
  alerts: readonly Alert[],
  onJudged?: (alerts: readonly Alert[]) => void,
) => Promise<readonly Alert[]>;

/**
 * One run of a command: one deadline, which begins with the first question, and one purse. Riskiest alerts first, a few at
 * a time. Never throws for anything that a provider does: what went wrong is said on the alert, which was complete
 * without it.
 */
export function openOpinions(analyst: ModelAnalyst, signal: AbortSignal): Opinions {
  const { settings, ledger, clock } = analyst;
  const purse = openPurse(settings, ledger, () => clock.now());
  let deadline: AbortSignal | undefined;
  return async (alerts, onJudged) => {
    deadline ??= AbortSignal.any([signal, AbortSignal.timeout(settings.deadlineSeconds * 1000)]);
    const asking: Asking = { ...analyst, purse, signal: deadline };
    const judged = new Map<string, Alert>();
    const groups = groupForAsking(alerts.filter((alert) => isWorthAsking(alert, settings)));
    await inParallel(groups, settings.concurrency, async (group) => {
      const answered = await judge(group, asking);
      onJudged?.(answered);
      for (const alert of answered) judged.set(alert.id, alert);
    });
    return alerts.map((alert) => judged.get(alert.id) ?? alert);
  };
}

async function inParallel<T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}

function isWorthAsking(
  { severity, analysis }: Alert,
  { minSeverity }: ModelAnalyst['settings'],
): boolean {
  return isAtLeast(severity, minSeverity) || isAtLeast(analysis.risk.level, minSeverity);
}

async function judge(group: AlertGroup, asking: Asking): Promise<readonly Alert[]> {
  const outcome = await outcomeFor(group, asking);
  return group.map((alert) => withOpinion(alert, group, outcome));
}

/** An analyst that breaks may cost its own opinion, never the alert. */
async function outcomeFor(group: AlertGroup, asking: Asking): Promise<Outcome> {
  try {
    return await askOne(group, asking);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    return brokenOutcome(asking.model, `asking failed unexpectedly (${name})`);
  }
}
