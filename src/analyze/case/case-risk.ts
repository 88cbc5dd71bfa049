import type { Case, CaseAlert, RiskPart } from '#src/model/case.ts';
import { plain } from '../narrative/plain.ts';
import { levelOfScore } from '../risk/level.ts';
import { scoreOfPoints } from '../risk/points.ts';
import { compareCaseAlerts } from './order.ts';

/** What reach and number may add to the worst alert. */
const mostBonus = 10;

/**
 * The worst alert, and a little for how far the case went, so that the order of cases stays that of what happened in them:
 * many small alerts do not make a large one.
 */
export function caseRisk(
  alerts: readonly CaseAlert[],
  tactics: number,
  accounts: number,
): Case['risk'] {
  const [worst] = alerts.toSorted(compareCaseAlerts);
  if (worst === undefined) return { score: 0, level: levelOfScore(0), parts: [] };
  const { id, title, points: most = worst.score } = worst;
  let room = mostBonus;
  const parts: RiskPart[] = [
    { points: rounded(most), why: `the worst alert: ${plain(title, 100)}`, alert: id },
  ];
  for (const { points: wanted, why } of bonuses(alerts.length, tactics, accounts)) {
    const points = rounded(Math.min(wanted, room));
    room -= points;
    if (points > 0) parts.push({ points, why });
  }
  const sum = rounded(parts.reduce((total, { points }) => total + points, 0));
  const score = scoreOfPoints(sum);
  return { score, sum, level: levelOfScore(score), parts };
}

function bonuses(alerts: number, tactics: number, accounts: number): readonly RiskPart[] {
  return [
    { points: Math.min(5, tactics - 1), why: `${tactics} tactics were reached` },
    { points: Math.min(3, accounts - 1), why: `${accounts} accounts are concerned` },
    { points: Math.min(3, Math.log2(alerts) / 2), why: `${alerts} alerts belong to it` },
  ];
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}
