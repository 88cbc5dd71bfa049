import { isAtLeast, type Severity } from '#src/model/severity.ts';

/** Highest first. A rule's own severity, with nothing that speaks for or against, gives the level of the same name. */
const levels: readonly (readonly [from: number, level: Severity])[] = [
  [80, 'critical'],
  [50, 'high'],
  [28, 'medium'],
  [12, 'low'],
];

/** `score` is 0–100. */
export function levelOfScore(score: number): Severity {
  return levels.find(([from]) => score >= from)?.[1] ?? 'informational';
}

export function lowestScoreOf(level: Severity): number {
  return levels.find(([, each]) => each === level)?.[0] ?? 0;
}

/** True where the severity of the rule or the risk reaches the floor: a rule cannot know how grave its alert turns out. */
export function reaches(
  { severity, risk }: { readonly severity: Severity; readonly risk: { readonly level: Severity } },
  floor: Severity,
): boolean {
  return isAtLeast(severity, floor) || isAtLeast(risk.level, floor);
}
