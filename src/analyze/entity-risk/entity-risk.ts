import type { RiskPoint } from '#src/enrich/related-alerts.ts';
import { counted } from '#src/model/plural.ts';
import type { Severity } from '#src/model/severity.ts';
import { dayMs } from '#src/model/time.ts';
import { levelOfScore } from '../risk/level.ts';

/** An alert, as far as it says something about the risk of who or what took part in it. */
export interface Contribution {
  readonly alert: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** 0–100. */
  readonly score: number;
}

export interface EntityRisk {
  /** 0–100: `sum`, and no more than 100. */
  readonly score: number;
  /** All points together. */
  readonly sum: number;
  readonly level: Severity;
  /** Largest first. */
  readonly points: readonly RiskPoint[];
}

export interface EntityRiskOptions {
  /** Milliseconds since 1970; later alerts do not count. */
  readonly at: number;
  readonly halfLifeDays: number;
  /** 0 (throw-away) to 3 (the business stops); undefined where nobody said. */
  readonly criticality?: number | undefined;
}

/** What is left of a point below this is not worth a line. */
const leastPoints = 0.5;
/** What is so young has lost nothing that one would see. */
const leastDecay = 0.9995;
/** By criticality of the asset itself. */
const weights = [0.5, 1, 1.2, 1.5];

interface Factors {
  readonly score: number;
  readonly days: number;
  readonly decay: number;
  readonly share: number;
  /** From 1, the largest. */
  readonly place: number;
  readonly weight: number;
}

/**
 * Risk of an actor, key, address, resource or account from its alerts. Old alerts count less. The largest counts in full,
 * the i-th largest by 1/i^1.5, as Elastic's risk score has it, so that a hundred small ones do not outweigh a large one.
 * https://www.elastic.co/docs/solutions/security/advanced-entity-analytics/entity-risk-scoring
 */
export function entityRisk(
  contributions: readonly Contribution[],
  { at, halfLifeDays, criticality }: EntityRiskOptions,
): EntityRisk {
  const weight = criticality === undefined ? 1 : (weights[criticality] ?? 1);
  const decayed = contributions
    .filter(({ time }) => time <= at)
    .map((each) => {
      const days = (at - each.time) / dayMs;
      const decay = 0.5 ** (days / halfLifeDays);
      return { ...each, days, decay, now: each.score * decay };
    })
    .toSorted((a, b) => b.now - a.now || b.time - a.time || (a.alert < b.alert ? -1 : 1));
  const points = decayed.map(({ alert, title, time, score, days, decay, now }, index) => {
    const place = index + 1;
    const share = place ** -1.5;
    const why = whyOf({ score, days, decay, share, place, weight });
    return { points: rounded(weight * now * share), alert, title, time, why };
  });
  const telling = points.filter((each) => each.points >= leastPoints);
  const sum = rounded(telling.reduce((total, each) => total + each.points, 0));
  const score = Math.min(100, sum);
  return { score, sum, level: levelOfScore(score), points: telling };
}

/** The sum that anybody can check: `risk 83 × 0.96 (14 hours old) × 0.354 (the 2nd largest)`. */
function whyOf({ score, days, decay, share, place, weight }: Factors): string {
  const age = days < 1 ? counted(Math.floor(days * 24), 'hour') : counted(Math.floor(days), 'day');
  return [
    `risk ${rounded(score)}`,
    decay > leastDecay ? '' : `${factor(decay)} (${age} old)`,
    place === 1 ? '' : `${factor(share)} (the ${ordinal(place)} largest)`,
    weight === 1 ? '' : `${weight} (for how critical it is)`,
  ]
    .filter((part) => part !== '')
    .join(' × ');
}

function factor(number: number): string {
  return String(Math.round(number * 1_000) / 1_000);
}

/** `2nd`, `3rd`, `11th`. */
export function ordinal(number: number): string {
  const isTeen = number % 100 > 10 && number % 100 < 14;
  const ending = isTeen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10];
  return `${number}${ending ?? 'th'}`;
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}
