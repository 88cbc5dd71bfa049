import type { Risk, RiskIndicator } from '#src/model/alert.ts';
import type { Severity } from '#src/model/severity.ts';
import type { CaseFile } from '../case-file.ts';
import { factorOf, indicatorsOf, type RiskInput } from './factor.ts';
import { actionInput, actorInput, permissionsInput, timeInput } from './factors.ts';
import { chainInput, historyInput, networkInput, resourceInput } from './surroundings.ts';

/** Highest first. A rule's own severity, with nothing that speaks for or against, gives the level of the same name. */
const levels: readonly (readonly [from: number, level: Severity])[] = [
  [80, 'critical'],
  [50, 'high'],
  [28, 'medium'],
  [12, 'low'],
];

/** How risky this alert is, as the sum of named factors, so that every point can be argued with. */
export function riskOf(file: CaseFile): Risk {
  const inputs = inputsOf(file);
  const factors = inputs.map(factorOf);
  const indicators = inputs.flatMap(indicatorsOf);
  const sum = factors.reduce((total, { points }) => total + points, 0);
  const score = Math.max(0, Math.min(100, sum));
  return {
    score,
    level: levelOf(score),
    confidence: confidenceOf(file),
    factors,
    risky: indicators.filter(({ points }) => points > 0).toSorted(byWeight),
    benign: indicators.filter(({ points }) => points < 0).toSorted(byWeight),
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

function byWeight(a: RiskIndicator, b: RiskIndicator): number {
  return Math.abs(b.points) - Math.abs(a.points);
}

function levelOf(score: number): Severity {
  return levels.find(([from]) => score >= from)?.[1] ?? 'informational';
}

/** How much of what one would want to know is known; no judgement about the alert itself. */
function confidenceOf({ alert, firstSeen, evidence, roleChain }: CaseFile): Risk['confidence'] {
  const failed = Object.values(alert.facts).filter(({ coverage }) => coverage === 'failed').length;
  if (evidence.records.length === 0 || failed > 1) return 'low';
  const doubts = [
    failed > 0,
    firstSeen?.enoughForAccount !== true,
    firstSeen?.enoughForActor !== true,
    roleChain?.complete !== true,
  ].filter(Boolean).length;
  if (doubts === 0) return 'high';
  return doubts < 3 ? 'medium' : 'low';
}
