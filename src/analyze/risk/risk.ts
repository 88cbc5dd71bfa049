import type { Risk } from '#src/model/alert.ts';
import type { Severity } from '#src/model/severity.ts';
import type { CaseFile } from '../case-file.ts';
import { actionFactor, actorFactor, permissionsFactor, timeFactor } from './factors.ts';
import { chainFactor, historyFactor, networkFactor, resourceFactor } from './surroundings.ts';

/** Highest first. A rule's own severity, with nothing that speaks for or against, gives the level of the same name. */
const levels: readonly (readonly [from: number, level: Severity])[] = [
  [80, 'critical'],
  [50, 'high'],
  [28, 'medium'],
  [12, 'low'],
];

/** How risky this alert is, as the sum of named factors, so that every point can be argued with. */
export function riskOf(file: CaseFile): Risk {
  const factors = [
    actionFactor(file),
    actorFactor(file),
    permissionsFactor(file),
    timeFactor(file),
    historyFactor(file),
    ...[networkFactor(file), resourceFactor(file), chainFactor(file)].filter(
      ({ points }) => points !== 0,
    ),
  ];
  const sum = factors.reduce((total, { points }) => total + points, 0);
  const score = Math.max(0, Math.min(100, sum));
  return { score, level: levelOf(score), confidence: confidenceOf(file), factors };
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
