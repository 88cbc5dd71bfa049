import type { Risk } from '#src/model/alert.ts';
import { isAtLeast, lowered, type Severity, severities } from '#src/model/severity.ts';
import { pointsOf } from '../../risk/points.ts';

/** What holds a model's judgement of the risk of one alert. */
export interface RiskBounds {
  /** The level below which a hard rule lets nobody go; undefined when no hard rule holds. */
  readonly floor: Severity | undefined;
  /** True when a recorded text tries to steer a model: then nothing is lowered at all. */
  readonly isSteered: boolean;
}

export interface BoundedLevel {
  readonly level: Severity;
  /** Why it is not what was proposed. */
  readonly bounded?: string;
}

/** A model may raise the risk freely, lower it by one level at most, and never below a hard rule. */
export function boundedLevel(
  before: Severity,
  proposed: Severity,
  { floor, isSteered }: RiskBounds,
): BoundedLevel {
  if (isAtLeast(proposed, before)) return { level: proposed };
  if (isSteered)
    return { level: before, bounded: 'a recorded text addresses the model, so nothing is lowered' };
  const oneLower = lowered(before);
  const lowest = floor !== undefined && isAtLeast(floor, oneLower) ? floor : oneLower;
  const level = isAtLeast(lowest, before) ? before : lowest;
  if (isAtLeast(proposed, level)) return { level: proposed };
  return {
    level,
    bounded:
      lowest === floor && floor !== oneLower
        ? `a hard rule holds it at ${floor} or above`
        : 'a model may lower the risk by one level at most',
  };
}

/** The risk at another level: its score moves just as far as the level asks, and one factor says by how much and why. */
export function movedRisk(
  risk: Risk,
  level: Severity,
  why: string,
  lowestScoreOf: (level: Severity) => number,
): Risk {
  if (level === risk.level) return risk;
  const next = severities[severities.indexOf(level) + 1];
  const score = isAtLeast(level, risk.level)
    ? lowestScoreOf(level)
    : lowestScoreOf(next ?? level) - 1;
  const points = score - pointsOf(risk);
  const factor = { name: 'model' as const, points, why, evidence: [] };
  const indicator = { factor: 'model' as const, points, why, evidence: [] };
  return {
    ...risk,
    level,
    score,
    points: score,
    factors: [...risk.factors, factor],
    risky: points > 0 ? [...risk.risky, indicator] : risk.risky,
    benign: points < 0 ? [...risk.benign, indicator] : risk.benign,
  };
}
