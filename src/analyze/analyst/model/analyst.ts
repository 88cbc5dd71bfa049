import type { Alert } from '#src/model/alert.ts';
import { isAtLeast, type Severity } from '#src/model/severity.ts';
import { askOne } from './ask-one.ts';
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
  /** The level below which hard rules hold this alert. */
  hardFloor(alert: Alert): Severity | undefined;
}

/**
 * The same alerts, in the same order, with what a model says about those that are severe enough. Riskiest first, a few at a
 * time, within the budgets and one deadline. Never throws for anything that a provider does: what went wrong is said on
 * the alert, which was complete without it.
 */
export async function addOpinions(
  alerts: readonly Alert[],
  analyst: ModelAnalyst,
  signal: AbortSignal,
): Promise<readonly Alert[]> {
  const { settings, ledger, clock } = analyst;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(settings.deadlineSeconds * 1000)]);
  const asking: Asking = {
    ...analyst,
    purse: openPurse(settings, ledger, () => clock.now()),
    signal: deadline,
  };
  const judged = new Map<string, Alert>();
  const waiting = groupForAsking(alerts.filter((alert) => isWorthAsking(alert, settings)))[
    Symbol.iterator
  ]();
  const work = async () => {
    for (const group of waiting)
      for (const alert of await judge(group, asking)) judged.set(alert.id, alert);
  };
  await Promise.all(Array.from({ length: settings.concurrency }, work));
  return alerts.map((alert) => judged.get(alert.id) ?? alert);
}

function isWorthAsking(
  { severity, analysis }: Alert,
  { minSeverity }: ModelAnalyst['settings'],
): boolean {
  return isAtLeast(severity, minSeverity) || isAtLeast(analysis.risk.level, minSeverity);
}

async function judge(group: AlertGroup, asking: Asking): Promise<readonly Alert[]> {
  const outcome = await askOne(group, asking);
  return group.map((alert) => withOpinion(alert, group, outcome, asking.hardFloor(alert)));
}
