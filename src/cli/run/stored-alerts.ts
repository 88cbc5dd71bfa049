import type { EventHistory } from '#src/adapters/history/history.ts';
import { replayOf } from '#src/adapters/spool/replay.ts';
import { type CaseCollector, collectCases } from '#src/analyze/case/collect.ts';
import { rulesByKey } from '#src/analyze/rule-info.ts';
import { UseReader } from '#src/detect/candidates/use-reader.ts';
import type { RuleSet } from '#src/detect/sigma/rule-set.ts';
import { quietedOf, signalsOf } from '#src/detect/signals.ts';
import type { Lookups } from '#src/enrich/lookups.ts';
import type { Alert } from '#src/model/alert.ts';
import type { Config } from '#src/model/config.ts';
import { relate, understand } from '#src/pipeline.ts';
import { say, sayProblem } from '../say.ts';

export interface StoredAlerts {
  /** Oldest first. */
  readonly alerts: AsyncIterable<Alert>;
  /** Told of every alert, it has their cases in the end. */
  readonly cases: CaseCollector;
  /** False where the history could not be asked: that there are no cases then means nothing. */
  readonly areRelated: boolean;
}

/**
 * The alerts that a history's detections make. Signals are read twice: first to learn which belong together, then to
 * understand them, so that neither all alerts nor all signals have to be held.
 */
export async function alertsOf(
  history: EventHistory,
  ruleSet: RuleSet,
  config: Config,
  lookups: Lookups,
): Promise<StoredAlerts> {
  const known = { history, config, rules: rulesByKey(ruleSet), lookups };
  const { correlations } = new UseReader(ruleSet, history.hashKey);
  const signals = replayOf(signalsOf(history.detections(correlations), ruleSet, sayProblem));
  const quieted =
    config.filters.length === 0 ? undefined : quietedOf(history.detections(correlations), ruleSet);
  const cases = await relate(signals.first(), known, quieted);
  if (cases.failure !== undefined) say(`${cases.failure.message}: there are no cases`);
  const collector = collectCases(cases.cases, config);
  const alerts = understand(signals.again(), { ...known, cases });
  const areRelated = cases.failure === undefined;
  return { alerts: collected(alerts, collector, signals), cases: collector, areRelated };
}

async function* collected(
  alerts: AsyncIterable<Alert>,
  collector: CaseCollector,
  signals: AsyncDisposable,
): AsyncGenerator<Alert> {
  await using _ = signals;
  for await (const alert of alerts) {
    collector.add(alert);
    yield alert;
  }
}
