import type { Case, CaseAlert } from '#src/model/case.ts';
import { byGravity } from '#src/model/severity.ts';

/** The riskiest first; of equal risk, the one with more behind its score, then the more severe, then the newer. */
export function compareCases(a: Case, b: Case): number {
  return (
    b.risk.score - a.risk.score ||
    (b.risk.sum ?? b.risk.score) - (a.risk.sum ?? a.risk.score) ||
    byGravity(a.severity, b.severity) ||
    later(a.lastSeen, b.lastSeen)
  );
}

/** The same order for the alerts of a case; of those that are alike in all, the first to come. */
export function compareCaseAlerts(a: CaseAlert, b: CaseAlert): number {
  return (
    b.score - a.score ||
    (b.points ?? b.score) - (a.points ?? a.score) ||
    byGravity(a.severity, b.severity) ||
    later(b.time, a.time)
  );
}

/** What a reader takes for the worst: the severity that stands beside the title, then the risk. */
export function compareBySeverity(a: CaseAlert, b: CaseAlert): number {
  return byGravity(a.severity, b.severity) || compareCaseAlerts(a, b);
}

function later(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? 1 : -1;
}
