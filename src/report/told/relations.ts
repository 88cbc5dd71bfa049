import { Related } from '#src/enrich/related/schema.ts';
import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import type { Severity } from '#src/model/severity.ts';
import { minuteOf } from '../export/words.ts';
import { factOf, gapOf, joined, type Said } from './said.ts';

/** Another alert that this one shares something with. */
export interface Relation {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly time: string;
  /** What they share, in words. */
  readonly why: string;
  readonly sameCase: boolean;
}

export interface Relations {
  readonly caseText: string;
  readonly alerts: readonly Relation[];
  /** Alerts that are not listed. */
  readonly hidden: number;
  readonly actorText: string;
  readonly gap: Said | undefined;
}

const mostAlerts = 8;

const shared: Readonly<Record<Related['links'][number]['by'], string>> = {
  actor: 'actor',
  session: 'session',
  'access-key': 'key',
  ip: 'address',
  resource: 'resource',
  'role-assumption': 'role assumed by the other',
};

export function relationsOf(alert: Alert): Relations {
  const gap = gapOf(alert, 'related', Related);
  const related = factOf(alert, 'related', Related);
  if (related === undefined)
    return { caseText: caseIdText(alert), alerts: [], hidden: 0, actorText: '', gap };
  const alerts = related.alerts.slice(0, mostAlerts).map((other): Relation => {
    const { id, severity, title, time, sameCase, suppressed } = other;
    const why = [...new Set(other.why.map(({ by }) => shared[by]))].join(', ');
    const quieted = suppressed !== undefined && `quieted by ${suppressed}`;
    return { id, severity, title, time, sameCase, why: joined([`same ${why}`, quieted], '; ') };
  });
  const { actorRisk, total } = related;
  return {
    caseText: related.case === undefined ? caseIdText(alert) : caseText(related.case),
    alerts,
    hidden: total - alerts.length,
    actorText:
      actorRisk.points.length === 0
        ? ''
        : `risk of this actor from its other alerts so far: ${Math.round(actorRisk.score)} of 100, ${actorRisk.level}`,
    gap,
  };
}

function caseIdText({ caseId }: Alert): string {
  return caseId === undefined ? '' : `part of case ${caseId}`;
}

function caseText({
  id,
  alerts,
  accounts,
  actors,
  firstSeen,
  lastSeen,
}: NonNullable<Related['case']>): string {
  const scope = [
    counted(alerts, 'alert'),
    counted(actors, 'actor'),
    counted(accounts.length, 'account'),
  ];
  const [from, to] = [minuteOf(firstSeen), minuteOf(lastSeen)];
  const span = from === to ? from : `${from} to ${to}`;
  return `part of case ${id}: ${scope.join(', ')}, ${span} UTC`;
}
