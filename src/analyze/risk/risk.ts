import type { Risk, RiskIndicator } from '#src/model/alert.ts';
import { severities } from '#src/model/severity.ts';
import type { CaseFile } from '../case-file.ts';
import { authorisedTestOf } from '../verdict/authorised-test.ts';
import { actionInput, allFailed } from './action.ts';
import { actorInput } from './actor.ts';
import { chainInput } from './chain.ts';
import { confidenceOf } from './confidence.ts';
import { factorOf, indicatorsOf, type Reason, type RiskInput } from './factor.ts';
import { type HardFloor, hardFloorOf } from './hard-rules.ts';
import { historyInput } from './history.ts';
import { levelOfScore, lowestScoreOf } from './level.ts';
import { networkInput } from './network.ts';
import { permissionsInput } from './permissions.ts';
import { scoreOfPoints } from './points.ts';
import { resourceInput } from './resource.ts';
import { timeInput } from './time.ts';

/** How risky this alert is, as the sum of named factors, so that every point can be argued with. */
export function riskOf(file: CaseFile): Risk {
  const floor = hardFloorOf(file);
  const weighed = withTest(withBoundedAnomaly(inputsOf(file)), file);
  const inputs = withFloor(withCeiling(weighed, file), floor);
  const indicators = inputs.flatMap(indicatorsOf);
  const points = Math.max(0, sumOf(inputs));
  const score = scoreOfPoints(points);
  return {
    score,
    points,
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

/** A model's surprise is no proof: alone it lifts an alert by one level at most, and its points say so. */
function withBoundedAnomaly(inputs: readonly RiskInput[]): readonly RiskInput[] {
  const plainly = Math.max(0, sumOf(withReasons(inputs, ({ isAnomaly }) => isAnomaly !== true)));
  const level = severities.indexOf(levelOfScore(plainly));
  const tooHigh = severities[level + 2];
  if (tooHigh === undefined) return inputs;
  const most = lowestScoreOf(tooHigh) - 1 - plainly;
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

const leastOfTest = lowestScoreOf('low');
const mostOfTest = lowestScoreOf('critical') - 1;
const discountOfTest = 25;

/** A test that somebody agreed to is less urgent, but what it shows is still worth reading. */
function withTest(inputs: readonly RiskInput[], file: CaseFile): readonly RiskInput[] {
  const test = authorisedTestOf(file);
  const sum = sumOf(inputs);
  if (test === undefined || sum <= leastOfTest) return inputs;
  const target = Math.max(leastOfTest, Math.min(mostOfTest, sum - discountOfTest));
  return withReason(inputs, 'actor', { points: target - sum, why: test });
}

/** Where nothing succeeded nothing is lost yet. */
function withCeiling(inputs: readonly RiskInput[], file: CaseFile): readonly RiskInput[] {
  const excess = sumOf(inputs) - (lowestScoreOf('critical') - 1);
  if (excess <= 0 || !allFailed(file)) return inputs;
  const why = 'never critical, for every call failed';
  return withReason(inputs, 'action', { points: -excess, why });
}

/** What a hard rule adds is a reason like any other, so that the points still add up. */
function withFloor(
  inputs: readonly RiskInput[],
  floor: HardFloor | undefined,
): readonly RiskInput[] {
  if (floor === undefined) return inputs;
  const points = lowestScoreOf(floor.level) - sumOf(inputs);
  if (points <= 0) return inputs;
  const { level, why, evidence } = floor;
  return withReason(inputs, 'action', { points, why: `never below ${level}: ${why}`, evidence });
}

function withReason(
  inputs: readonly RiskInput[],
  name: RiskInput['name'],
  reason: Reason,
): readonly RiskInput[] {
  return inputs.map((input) =>
    input.name === name ? { ...input, reasons: [...input.reasons, reason] } : input,
  );
}

function sumOf(inputs: readonly RiskInput[]): number {
  return inputs.flatMap(({ reasons }) => reasons).reduce((all, { points }) => all + points, 0);
}

function byWeight(a: RiskIndicator, b: RiskIndicator): number {
  return Math.abs(b.points) - Math.abs(a.points);
}
