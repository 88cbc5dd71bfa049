import type { Case, CaseAlert, RiskPart } from '#src/model/case.ts';
import { plain } from '../narrative/plain.ts';
import { levelOfScore } from '../risk/level.ts';
import { compareCaseAlerts } from './order.ts';

/** What reach and number may add to the worst alert. */
const mostBonus = 10;
/** A case is certain to be the worst there is only where one of its alerts is. */
const mostByBonus = 99;

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
  const { id, title, points: sum = worst.score } = worst;
  let room = Math.max(0, Math.min(mostBonus, mostByBonus - worst.score));
  const parts: RiskPart[] = [
    { points: rounded(worst.score), why: `the worst alert: ${plain(title, 100)}`, alert: id },
  ];
  for (const { points: wanted, why } of bonuses(alerts.length, tactics, accounts)) {
    const points = rounded(Math.min(wanted, room));
    room -= points;
    if (points > 0) parts.push({ points, why });
  }
  const score = rounded(parts.reduce((total, { points }) => total + points, 0));
  return { score, sum: rounded(sum), level: levelOfScore(score), parts };
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
