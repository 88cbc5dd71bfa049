import type { RuleInfo } from '#src/analyze/rule-info.ts';
import type { RuleProblem, RuleSet } from '#src/detect/sigma/rule-set.ts';
import { signalsOf } from '#src/detect/signals.ts';
import type { Lookups } from '#src/enrich/lookups.ts';
import type { Alert } from '#src/model/alert.ts';
import type { Detection } from '#src/model/detection.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { relate, understand } from '#src/pipeline.ts';
import type { LabelledCase } from './case/expand.ts';
import type { CaseDetector } from './case-detector.ts';
import { memoryHistory } from './memory-history.ts';

/** What runs the same for all cases. */
export interface Bench {
  readonly ruleSet: RuleSet;
  readonly rules: ReadonlyMap<string, RuleInfo>;
  readonly detect: CaseDetector;
  readonly lookups: Lookups;
  /** Milliseconds from any fixed point. */
  now(): number;
}

/** What a model adds to the alerts of one case. */
export type Opinions = (alerts: readonly Alert[]) => Promise<readonly Alert[]>;

export interface CaseRun {
  readonly labelled: LabelledCase;
  /** Alerts that hold at least one event of the case; those of the days before are not asked about. */
  readonly alerts: readonly Alert[];
  readonly tookMs: number;
}

/** Takes the records of a case the whole way: rules, correlations, grouping, enrichments, analyst. */
export async function runCase(
  labelled: LabelledCase,
  bench: Bench,
  opinions: Opinions = async (alerts) => alerts,
): Promise<CaseRun> {
  const started = bench.now();
  const records = [...labelled.before, ...labelled.records];
  const own = new Set(labelled.records.map(eventIdOf));
  const detections = bench.detect(records, labelled.config);
  const signals = () => signalsOf(inOrder(detections), bench.ruleSet, refuse);
  const history = memoryHistory(records);
  const { rules, lookups } = bench;
  const { config } = labelled;
  const cases = await relate(signals(), { history, config, rules });
  const alerts: Alert[] = [];
  for await (const alert of understand(signals(), { history, config, rules, lookups, cases }))
    if (alert.events.some((id) => own.has(id))) alerts.push(alert);
  const judged = await opinions(alerts);
  return { labelled, alerts: judged, tookMs: bench.now() - started };
}

async function* inOrder(detections: readonly Detection[]): AsyncGenerator<Detection> {
  yield* detections;
}

/** A correlation that ran out of room would make the evaluation say less than it seems to. */
function refuse({ file, reason }: RuleProblem): void {
  throw new InvalidInputError(`${file}: ${reason}`);
}
