import { type Severity, severities } from '#src/model/severity.ts';
import type { Judged } from '../judged.ts';

/** Levels between what was said and the nearest that is right: 0 when it is right, at most 4. */
export function severityError({ label, level }: Pick<Judged, 'label' | 'level'>): number {
  const [lowest = 0, highest = lowest] = label.severity.map(indexOf);
  const said = indexOf(level);
  return Math.max(lowest - said, said - highest, 0);
}

export function meanSeverityError(cases: readonly Judged[]): number {
  const total = cases.reduce((sum, each) => sum + severityError(each), 0);
  return cases.length === 0 ? 0 : total / cases.length;
}

function indexOf(level: Severity): number {
  return severities.indexOf(level);
}
