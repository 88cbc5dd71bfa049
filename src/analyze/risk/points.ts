import type { Risk } from '#src/model/alert.ts';
import { lowestScoreOf } from './level.ts';

/** Up to here every point counts in full: no level begins above. */
const fullUntil = lowestScoreOf('critical');
const room = 100 - fullUntil;

/**
 * Points as a score of 0–100. Above 80 it approaches 100 and never reaches it (`80 + 20 · over / (20 + over)`, in hundredths,
 * rounded down): 80 → 80, 100 → 90, 130 → 94.28, 200 → 97.14. So grave alerts keep their order among each other.
 */
export function scoreOfPoints(points: number): number {
  if (points <= fullUntil) return Math.max(0, points);
  const over = points - fullUntil;
  const score = fullUntil + (room * over) / (room + over);
  return Math.min(99.99, Math.floor(score * 100) / 100);
}

/** What `scoreOfPoints` made the score from; alerts of older versions do not say it. */
export function pointsOf({ score, factors, points }: ScoredFactors): number {
  return (
    points ??
    Math.max(
      score,
      factors.reduce((sum, each) => sum + each.points, 0),
    )
  );
}

type ScoredFactors = Pick<Risk, 'score' | 'factors' | 'points'>;
