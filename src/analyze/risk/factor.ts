import type { RiskFactor, RiskIndicator } from '#src/model/alert.ts';

export type FactorName = RiskFactor['name'];

/** One reason, with points of its own. Negative ones make the alert more likely to be ordinary work. */
export interface Reason {
  readonly points: number;
  readonly why: string;
  /** Absent for reasons that the events of their input prove. */
  readonly evidence?: readonly string[];
  /** Said by the anomaly model, which may never decide alone. */
  readonly isAnomaly?: true;
}

/** Those that do not apply are undefined. */
export type Reasons = readonly (Reason | undefined)[];

/** One of the things that a risk is made of, with every reason for and against. */
export interface RiskInput {
  readonly name: FactorName;
  readonly reasons: readonly Reason[];
  /** What is said when there is no reason at all. */
  readonly otherwise: string;
  readonly evidence: readonly string[];
}

export function inputOf(
  name: FactorName,
  reasons: Reasons,
  otherwise: string,
  evidence: readonly string[],
): RiskInput {
  const given = reasons.filter((reason) => reason !== undefined);
  return { name, reasons: given, otherwise, evidence };
}

export function when(
  condition: boolean,
  points: number,
  why: string,
  evidence?: readonly string[] | undefined,
): Reason | undefined {
  if (!condition) return undefined;
  return evidence === undefined ? { points, why } : { points, why, evidence };
}

/** An input as one factor: its points added, its reasons joined. */
export function factorOf(input: RiskInput): RiskFactor {
  const { name, reasons, otherwise } = input;
  const points = reasons.reduce((sum, reason) => sum + reason.points, 0);
  const why = reasons.length === 0 ? otherwise : reasons.map((reason) => reason.why).join('; ');
  const evidence = new Set(reasons.flatMap((reason) => [...evidenceOf(reason, input)]));
  return { name, points, why, evidence: [...(evidence.size > 0 ? evidence : input.evidence)] };
}

export function indicatorsOf(input: RiskInput): readonly RiskIndicator[] {
  return input.reasons.map((reason) => ({
    factor: input.name,
    points: reason.points,
    why: reason.why,
    evidence: [...evidenceOf(reason, input)],
  }));
}

function evidenceOf(reason: Reason, input: RiskInput): readonly string[] {
  return reason.evidence ?? input.evidence;
}
