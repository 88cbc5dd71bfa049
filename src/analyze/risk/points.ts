import type { Risk } from '#src/model/alert.ts';

/** The points of all factors, before they are cut at 100; never below the score. */
export function pointsOf({ score, factors }: Pick<Risk, 'score' | 'factors'>): number {
  return Math.max(
    score,
    factors.reduce((sum, { points }) => sum + points, 0),
  );
}
