import type { Detection } from '#src/model/detection.ts';
import type { Signal } from './group/alert-group.ts';
import { createCorrelator } from './sigma/correlate/correlator.ts';
import { shownRules } from './sigma/correlate/shown-rules.ts';
import type { RuleProblem, RuleSet } from './sigma/rule-set.ts';

/**
 * What people are shown of the detections of one run: matches of rules that stand for themselves, and what correlations
 * make of all of them. Detections come ordered by time; a correlation follows the last event that it is about. A limit
 * that a correlation reached is told at the end, for what lies beyond it was not looked at.
 */
export async function* signalsOf(
  detections: AsyncIterable<Detection>,
  ruleSet: RuleSet,
  onProblem: (problem: RuleProblem) => void,
): AsyncGenerator<Signal> {
  const shown = shownRules(ruleSet);
  const correlator = createCorrelator(ruleSet);
  for await (const detection of detections) {
    if (detection.quieted !== undefined) continue;
    yield* correlator.add(detection);
    if (shown.has(detection.rule)) yield detection;
  }
  yield* correlator.end();
  for (const problem of correlator.problems) onProblem(problem);
}

/** Matches that a filter quieted: nobody is shown them, and still they may belong to what somebody is shown. */
export async function* quietedOf(
  detections: AsyncIterable<Detection>,
  ruleSet: RuleSet,
): AsyncGenerator<Signal> {
  const shown = shownRules(ruleSet);
  for await (const detection of detections)
    if (detection.quieted !== undefined && shown.has(detection.rule)) yield detection;
}
