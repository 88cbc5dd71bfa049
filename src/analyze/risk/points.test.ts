import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOfScore } from './level.ts';
import { scoreOfPoints } from './points.ts';

describe('scoreOfPoints', () => {
  it.each([
    [-20, 0],
    [0, 0],
    [69.5, 69.5],
    [79, 79],
    [80, 80],
    [100, 90],
    [130, 94.28],
    [200, 97.14],
    [1_000_000_000, 99.99],
  ])('makes a score of %i points: %d', (points, score) => {
    expect(scoreOfPoints(points)).toBe(score);
  });

  it('keeps the order of points, and the level that they would have uncut', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 250 }), (points) => {
        const [score, next] = [scoreOfPoints(points), scoreOfPoints(points + 1)];

        expect(points < 0 ? next >= score : next > score).toBe(true);
        expect(levelOfScore(score)).toBe(levelOfScore(points));
      }),
    );
  });
});
