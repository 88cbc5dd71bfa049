import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import type { SameAlerts } from './stories.ts';

/** Short forms of an alert that more than one format shows. All of them may hold what an attacker wrote. */

/** `2026-11-05 00:13`, UTC. */
export function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** `2026-11-05 00:13:15`, UTC. */
export function secondOf(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}

/** The person at the beginning of the chain; for programs the role they work under, which says more than their first hop. */
export function whoOf({ actor }: Alert): string {
  const [first] = actor.chain;
  return actor.class === 'human' && first !== undefined ? first.name : actor.name;
}

/** `2026-11-05 00:13:15 to 2026-11-05 00:21:22 UTC`, or the one time. */
export function spanOf({ firstSeen, lastSeen }: Pick<Alert, 'firstSeen' | 'lastSeen'>): string {
  const from = secondOf(firstSeen);
  const to = secondOf(lastSeen);
  return from === to ? `${from} UTC` : `${from} to ${to} UTC`;
}

/** `production eu-west-1`, or the account id where it has no name. */
export function whereOf(alert: Alert): string {
  const regions = alert.regions.length > 1 ? `${alert.regions.length} regions` : alert.region;
  return `${alert.accountName ?? alert.account} ${regions}`.trim();
}

/** Enough of the id to name the alert on a command line. */
export function shortId(alert: Alert): string {
  return alert.id.slice(0, 12);
}

export function techniqueIds(alert: Alert): readonly string[] {
  return [...new Set(alert.techniques.map(({ id }) => id))];
}

const mostIds = 2;

/** Ids, title, events and techniques of alerts that say the same; the ids first, for lines are cut at the end. */
export function otherParts({ first, alerts, events }: SameAlerts): readonly string[] {
  const many = alerts.length > 1 ? ` (${counted(alerts.length, 'alert')})` : '';
  const hidden = alerts.length > mostIds ? ' …' : '';
  const ids = alerts.slice(0, mostIds).map(shortId).join(' ') + hidden;
  const techniques = [...new Set(alerts.flatMap(techniqueIds))].slice(0, 6).join(' ');
  return [ids, `${first.title}${many}`, counted(events, 'event'), techniques].filter(
    (part) => part !== '',
  );
}
