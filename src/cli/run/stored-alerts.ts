import type { EventHistory } from '#src/adapters/history/history.ts';
import { rulesByKey } from '#src/analyze/rule-info.ts';
import type { RuleSet } from '#src/detect/sigma/parse.ts';
import { signalsOf } from '#src/detect/signals.ts';
import type { Alert } from '#src/model/alert.ts';
import type { Config } from '#src/model/config.ts';
import { understand } from '#src/pipeline.ts';
import { loadLookups } from '../load-lookups.ts';
import { sayProblem } from '../say.ts';

/** The alerts that a history's detections make, oldest first. */
export function alertsOf(
  history: EventHistory,
  ruleSet: RuleSet,
  config: Config,
): AsyncIterable<Alert> {
  return understand(signalsOf(history.detections(), ruleSet, sayProblem), {
    history,
    config,
    rules: rulesByKey(ruleSet),
    lookups: loadLookups(config),
  });
}
