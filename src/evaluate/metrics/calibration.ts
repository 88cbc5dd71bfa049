import type { Judged } from '../judged.ts';
import { type Ratio, ratio } from './ratio.ts';
import { sum } from './sum.ts';

export interface Calibration {
  /** Mean squared distance between the score, read as a chance, and what was true: 0 is perfect, 0.25 is a coin. */
  readonly brier: number;
  /** Expected calibration error over ten bins: how far scores of one size are from the share of attacks among them. */
  readonly error: number;
  /** Share of right verdicts by the confidence that was given. */
  readonly rightByConfidence: Readonly<Record<'low' | 'medium' | 'high', Ratio>>;
}

const bins = 10;

/** The score is read as the chance that a case is malicious. Cases whose label is open say nothing about it. */
export function calibrationOf(cases: readonly Judged[]): Calibration {
  const scored = cases
    .filter(({ label }) => label.verdict !== 'undetermined')
    .map(({ label, score }) => ({
      chance: Math.min(Math.max(score / 100, 0), 1),
      truth: label.verdict === 'malicious' ? 1 : 0,
    }));
  const groups = Map.groupBy(scored, ({ chance }) => Math.min(Math.floor(chance * bins), bins - 1));
  const gaps = [...groups.values()].map(
    (group) => group.length * Math.abs(mean(group, 'chance') - mean(group, 'truth')),
  );
  const squares = scored.map(({ chance, truth }) => (chance - truth) ** 2);
  return {
    brier: sum(squares) / Math.max(scored.length, 1),
    error: sum(gaps) / Math.max(scored.length, 1),
    rightByConfidence: {
      low: rightAmong(cases, 'low'),
      medium: rightAmong(cases, 'medium'),
      high: rightAmong(cases, 'high'),
    },
  };
}

function rightAmong(cases: readonly Judged[], confidence: Judged['confidence']): Ratio {
  const those = cases.filter((each) => each.confidence === confidence);
  return ratio(
    those.filter(({ label, verdict }) => label.verdict === verdict).length,
    those.length,
  );
}

function mean<K extends string>(group: readonly Readonly<Record<K, number>>[], key: K): number {
  return sum(group.map((each) => each[key])) / Math.max(group.length, 1);
}
