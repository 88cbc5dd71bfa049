import { pointsOf } from '#src/analyze/risk/points.ts';
import type { Alert, RiskFactor } from '#src/model/alert.ts';

/** One factor of the risk with the reasons behind its points. */
export interface RiskRow {
  readonly name: RiskFactor['name'];
  readonly points: number;
  /** Without points of its own where the factor has only one reason. */
  readonly reasons: readonly { readonly points?: number; readonly why: string }[];
}

/** Factors that count, the heaviest first, then those that say nothing either way. */
export function riskRows({ risk }: Alert['analysis']): readonly RiskRow[] {
  const indicators = [...risk.risky, ...risk.benign];
  return risk.factors
    .map(({ name, points, why }): RiskRow => {
      const own = indicators
        .filter(({ factor }) => factor === name)
        .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
      const reasons =
        own.length > 1 ? own.map((each) => ({ points: each.points, why: each.why })) : [{ why }];
      return { name, points, reasons };
    })
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

/** `+12`, `−8`, `0`. */
export function signed(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  if (rounded === 0) return '0';
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}

/** `62 of 100`; `130 points → 94 of 100` where not all points counted in full. */
export function scoreText(score: number, points: number): string {
  const [shown, behind] = [Math.round(score), Math.round(points)];
  return behind > shown ? `${behind} points → ${shown} of 100` : `${shown} of 100`;
}

/** How the points of the rows make the score; '' where it is their sum. */
export function sumText({ risk }: Alert['analysis']): string {
  const [score, points] = [Math.round(risk.score), Math.round(pointsOf(risk))];
  if (points <= score) return '';
  return `${points} points together; those above 80 count less and less, so the risk is ${score}`;
}

/** `held at high or above by …`, where a hard rule holds the alert. */
export function floorText({ risk }: Alert['analysis']): string {
  if (risk.hardRule === undefined) return '';
  const { rule, level, why } = risk.hardRule;
  return `never below ${level}, whoever judges it: ${why} (hard rule ${rule})`;
}
