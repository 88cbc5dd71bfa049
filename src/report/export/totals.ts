import type { Alert } from '#src/model/alert.ts';
import { type Severity, severities } from '#src/model/severity.ts';

/** What is said below all alerts. */
export interface Totals {
  alerts: number;
  readonly bySeverity: Map<Severity, number>;
  readonly actors: Set<string>;
  readonly accounts: Set<string>;
  from: string;
  to: string;
}

export function noTotals(): Totals {
  return {
    alerts: 0,
    bySeverity: new Map(),
    actors: new Set(),
    accounts: new Set(),
    from: '',
    to: '',
  };
}

export function count(totals: Totals, alert: Alert): void {
  totals.alerts += 1;
  totals.bySeverity.set(alert.severity, (totals.bySeverity.get(alert.severity) ?? 0) + 1);
  totals.actors.add(alert.actor.key);
  totals.accounts.add(alert.account);
  if (totals.from === '' || alert.firstSeen < totals.from) totals.from = alert.firstSeen;
  if (alert.lastSeen > totals.to) totals.to = alert.lastSeen;
}

/** `2 critical`, `5 high`, …: worst first, without those that are none. */
export function severityCounts(totals: Totals): readonly { severity: Severity; text: string }[] {
  return severities.toReversed().flatMap((severity) => {
    const number = totals.bySeverity.get(severity);
    return number === undefined ? [] : [{ severity, text: `${number} ${severity}` }];
  });
}
