import type { RiskFactor } from '#src/model/alert.ts';

export type FactorName = RiskFactor['name'];

/** Points for one reason. Negative ones make the alert more likely to be ordinary work. */
export interface Reason {
  readonly points: number;
  readonly why: string;
}

/** The reasons of one kind as one factor: points added, reasons joined. */
export function factorOf(
  name: FactorName,
  reasons: readonly (Reason | undefined)[],
  otherwise: string,
  evidence: readonly string[],
): RiskFactor {
  const given = reasons.filter((reason) => reason !== undefined);
  const points = given.reduce((sum, reason) => sum + reason.points, 0);
  const why = given.length === 0 ? otherwise : given.map((reason) => reason.why).join('; ');
  return { name, points, why, evidence: [...evidence] };
}

export function when(condition: boolean, points: number, why: string): Reason | undefined {
  return condition ? { points, why } : undefined;
}
