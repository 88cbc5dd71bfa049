import type { Case, CaseAlert, RiskPart } from '#src/model/case.ts';
import { ordinal } from '../entity-risk/entity-risk.ts';
import { plain } from '../narrative/plain.ts';
import { levelOfScore } from '../risk/level.ts';

const mostParts = 8;

/**
 * The worst alert counts in full, the i-th by 1/i^1.5, so that many small ones do not outweigh it. A case that went far,
 * or over several accounts, is worse than its alerts.
 */
export function caseRisk(
  alerts: readonly CaseAlert[],
  tactics: number,
  accounts: number,
): Case['risk'] {
  const worst = alerts.toSorted((a, b) => b.score - a.score).slice(0, mostParts);
  const parts: RiskPart[] = worst.flatMap(({ id, score, title }, index) => {
    const points = rounded(score * (index + 1) ** -1.5);
    const place = index === 0 ? 'the worst alert' : `the ${ordinal(index + 1)} worst alert`;
    return points < 1 ? [] : [{ points, why: `${place}: ${plain(title, 100)}`, alert: id }];
  });
  if (tactics > 2) parts.push({ points: 2 * tactics, why: `${tactics} tactics were reached` });
  if (accounts > 1) parts.push({ points: 5, why: `${accounts} accounts are concerned` });
  const sum = parts.reduce((total, { points }) => total + points, 0);
  if (sum > 100) parts.push({ points: rounded(100 - sum), why: 'no case is more than 100' });
  const score = rounded(Math.min(100, sum));
  return { score, level: levelOfScore(score), parts };
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}
