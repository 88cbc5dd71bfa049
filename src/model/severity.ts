import { z } from 'zod';

/** Lowest first, so that an index compares. Sigma's levels; ASFF writes the same words in capitals. */
export const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const;

export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

export function isAtLeast(severity: Severity, floor: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(floor);
}

/** So many levels lower; `informational` is the lowest. */
export function lowered(severity: Severity, by = 1): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - by)] ?? severity;
}

/** The gravest first. */
export function byGravity(a: Severity, b: Severity): number {
  return severities.indexOf(b) - severities.indexOf(a);
}

/** The gravest of these; of none, the lowest there is. */
export function gravestOf(levels: readonly Severity[]): Severity {
  return levels.toSorted(byGravity)[0] ?? 'informational';
}
