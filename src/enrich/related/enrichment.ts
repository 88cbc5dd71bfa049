import type { CaseLink } from '#src/model/case.ts';
import { byGravity } from '#src/model/severity.ts';
import { isoTime } from '#src/model/time.ts';
import { defineEnrichment } from '../enrichment.ts';
import type { RelatedAlert, RelatedCase, RelatedToOne } from '../related-alerts.ts';
import { Related } from './schema.ts';

const mostAlerts = 20;
const mostLinks = 24;
const mostReasons = 8;
/** Of each of the other alerts. */
const mostShared = 4;
const mostPoints = 5;

export const related = defineEnrichment({
  id: 'related',
  title: 'Other alerts that belong to this one, its case, and the risk of its actor so far',
  configuredBy: ['cases'],
  value: Related,
  timeoutMs: 5_000,
  needs: 'list of the other alerts to look in',

  appliesTo: ({ id }, { related: alerts }) => alerts?.of(id) !== undefined,

  async enrich({ id, events }, { related: alerts }) {
    const found = alerts?.of(id);
    return {
      value: found === undefined ? standsAlone : relatedValue(found),
      evidence: events.slice(0, 1),
    };
  },
});

const standsAlone: Related = {
  links: [],
  alerts: [],
  total: 0,
  sameCase: 0,
  sameActor: 0,
  sameIp: 0,
  sameResource: 0,
  more: false,
  days: 0,
  actorRisk: { score: 0, level: 'informational', halfLifeDays: 0, points: [] },
};

function relatedValue(found: RelatedToOne): Related {
  const { others, actorRisk, days, halfLifeDays, note } = found;
  const sharing = (by: CaseLink['by']) =>
    others.filter(({ shared }) => shared.some((link) => link.by === by)).length;
  return {
    links: found.links.slice(0, mostLinks).map(linkOf),
    ...(found.case === undefined ? {} : { case: caseOf(found.case) }),
    alerts: others.toSorted(tellingFirst).slice(0, mostAlerts).map(alertOf),
    total: others.length,
    sameCase: others.filter(({ sameCase }) => sameCase).length,
    sameActor: sharing('actor'),
    sameIp: sharing('ip'),
    sameResource: sharing('resource'),
    more: others.length > mostAlerts,
    days,
    actorRisk: {
      score: actorRisk.score,
      level: actorRisk.level,
      halfLifeDays,
      points: actorRisk.points
        .slice(0, mostPoints)
        .map((point) => ({ ...point, time: isoTime(point.time) })),
    },
    ...(note === undefined ? {} : { note }),
  };
}

function tellingFirst(a: RelatedAlert, b: RelatedAlert): number {
  return (
    Number(b.sameCase) - Number(a.sameCase) ||
    byGravity(a.severity, b.severity) ||
    b.time - a.time ||
    (a.id < b.id ? -1 : 1)
  );
}

function caseOf(found: RelatedCase): NonNullable<Related['case']> {
  return {
    ...found,
    firstSeen: isoTime(found.firstSeen),
    lastSeen: isoTime(found.lastSeen),
    accounts: found.accounts.slice(0, mostReasons),
    because: found.because.slice(0, mostReasons).map(linkOf),
  };
}

function alertOf({ shared, time, ...alert }: RelatedAlert): Related['alerts'][number] {
  return { ...alert, time: isoTime(time), why: shared.slice(0, mostShared).map(linkOf) };
}

function linkOf({ by, value }: Pick<CaseLink, 'by' | 'value'>): Pick<CaseLink, 'by' | 'value'> {
  return { by, value };
}
