import type { Risk, RiskIndicator } from '#src/model/alert.ts';
import { severities } from '#src/model/severity.ts';
import type { CaseFile } from '../case-file.ts';
import { actionInput } from './action.ts';
import { actorInput } from './actor.ts';
import { chainInput } from './chain.ts';
import { confidenceOf } from './confidence.ts';
import { factorOf, indicatorsOf, type Reason, type RiskInput } from './factor.ts';
import { type HardFloor, hardFloorOf } from './hard-rules.ts';
import { historyInput } from './history.ts';
import { levelOfScore, lowestScoreOf } from './level.ts';
import { networkInput } from './network.ts';
import { permissionsInput } from './permissions.ts';
import { resourceInput } from './resource.ts';
import { timeInput } from './time.ts';

/** How risky this alert is, as the sum of named factors, so that every point can be argued with. */
export function riskOf(file: CaseFile): Risk {
  const floor = hardFloorOf(file);
  const inputs = withFloor(withBoundedAnomaly(inputsOf(file)), floor);
  const indicators = inputs.flatMap(indicatorsOf);
  const score = scoreOf(inputs);
  return {
    score,
    level: levelOfScore(score),
    confidence: confidenceOf(file),
    factors: inputs.map(factorOf),
    risky: indicators.filter(({ points }) => points > 0).toSorted(byWeight),
    benign: indicators.filter(({ points }) => points < 0).toSorted(byWeight),
    ...(floor && { hardRule: { rule: floor.rule, level: floor.level, why: floor.why } }),
  };
}

/** Five are always named; the others when they say something. */
function inputsOf(file: CaseFile): readonly RiskInput[] {
  return [
    actionInput(file),
    actorInput(file),
    permissionsInput(file),
    timeInput(file),
    historyInput(file),
    ...[networkInput(file), resourceInput(file), chainInput(file)].filter(
      ({ reasons }) => reasons.length > 0,
    ),
  ];
}

function scoreOf(inputs: readonly RiskInput[]): number {
  const sum = inputs.flatMap(({ reasons }) => reasons).reduce((all, { points }) => all + points, 0);
  return Math.max(0, Math.min(100, sum));
}

/** A model's surprise is no proof: alone it lifts an alert by one level at most, and its points say so. */
function withBoundedAnomaly(inputs: readonly RiskInput[]): readonly RiskInput[] {
  const plainly = scoreOf(withReasons(inputs, ({ isAnomaly }) => isAnomaly !== true));
  const level = severities.indexOf(levelOfScore(plainly));
  const tooHigh = severities[level + 2];
  const most = (tooHigh === undefined ? 100 : lowestScoreOf(tooHigh) - 1) - plainly;
  return inputs.map((input) => ({
    ...input,
    reasons: input.reasons.map((reason) =>
      reason.isAnomaly === true ? { ...reason, points: Math.min(reason.points, most) } : reason,
    ),
  }));
}

function withReasons(
  inputs: readonly RiskInput[],
  isKept: (reason: Reason) => boolean,
): readonly RiskInput[] {
  return inputs.map((input) => ({ ...input, reasons: input.reasons.filter(isKept) }));
}

/** What a hard rule adds is a reason like any other, so that the points still add up. */
function withFloor(
  inputs: readonly RiskInput[],
  floor: HardFloor | undefined,
): readonly RiskInput[] {
  if (floor === undefined) return inputs;
  const sum = inputs.flatMap(({ reasons }) => reasons).reduce((all, { points }) => all + points, 0);
  const points = lowestScoreOf(floor.level) - sum;
  if (points <= 0) return inputs;
  const { why, evidence } = floor;
  const reason = { points, why: `never below ${floor.level}: ${why}`, evidence };
  return inputs.map((input) =>
    input.name === 'action' ? { ...input, reasons: [...input.reasons, reason] } : input,
  );
}

function byWeight(a: RiskIndicator, b: RiskIndicator): number {
  return Math.abs(b.points) - Math.abs(a.points);
}
