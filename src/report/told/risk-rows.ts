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

/** `held at high or above by …`, where a hard rule holds the alert. */
export function floorText({ risk }: Alert['analysis']): string {
  if (risk.hardRule === undefined) return '';
  const { rule, level, why } = risk.hardRule;
  return `never below ${level}, whoever judges it: ${why} (hard rule ${rule})`;
}
