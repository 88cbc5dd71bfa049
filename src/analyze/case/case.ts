import type { Case, CaseAlert } from '#src/model/case.ts';
import type { Config } from '#src/model/config.ts';
import { gravestOf } from '#src/model/severity.ts';
import { isoTime } from '#src/model/time.ts';
import { caseRisk } from './case-risk.ts';
import { expectedOf } from './expected.ts';
import { huntsOf } from './hunts.ts';
import type { JoinedAlert, JoinedCase } from './joined-case.ts';
import type { KnownAlert } from './known-alert.ts';
import { narrativeOf, titleOf } from './narrative.ts';
import { nextOf, storyOf } from './story.ts';

const mostAlerts = 200;
const mostNamed = 50;

export interface CaseInput {
  readonly joined: JoinedCase;
  /** Alerts that have been understood, by id. */
  readonly known: ReadonlyMap<string, KnownAlert>;
  readonly config: Config;
  readonly dataFolder: string;
}

/** The ATT&CK story of a case, from its alerts alone. */
export function toldCase({ joined, known, config, dataFolder }: CaseInput): Case {
  const alerts = joined.members.map((member) => caseAlert(member, known.get(member.id)));
  const links = [...joined.links];
  const story = [...storyOf(alerts, known)];
  const firstSeen = alerts[0]?.time ?? '';
  const lastSeen = latest(alerts.map(({ id, time }) => known.get(id)?.lastSeen ?? time));
  const accounts = distinct(alerts.map(({ account }) => account));
  const actors = distinct(alerts.map(({ actor }) => actor));
  const told = { alerts, links, story, firstSeen, lastSeen, accounts, actors, config };
  return {
    id: joined.id,
    title: titleOf(told),
    severity: worstOf(alerts),
    risk: caseRisk(alerts, story.length, accounts.length),
    firstSeen,
    lastSeen,
    accounts: accounts.slice(0, mostNamed),
    actors: actors.slice(0, mostNamed),
    through: joined.through.slice(0, mostNamed),
    alerts: alerts.slice(0, mostAlerts),
    count: alerts.length,
    links: links.map((link) => ({ ...link, alerts: link.alerts.slice(0, mostAlerts) })),
    story,
    narrative: narrativeOf(told),
    next: [...expectedOf(nextOf(story), { ...told, dataFolder })],
    hunts: [...huntsOf({ ...told, id: joined.id, known, dataFolder })],
  };
}

function caseAlert(member: JoinedAlert, known: KnownAlert | undefined): CaseAlert {
  const { id, title, severity, time, account, actor, suppressed } = member;
  return {
    id,
    title,
    severity,
    time: isoTime(time),
    account,
    actor,
    actorName: known?.actorName ?? actor,
    tactics: distinct((known?.techniques ?? []).map(({ tactic }) => tactic)),
    score: known?.score ?? 0,
    ...(known && { points: known.points }),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}

function worstOf(alerts: readonly CaseAlert[]): Case['severity'] {
  const shown = alerts.filter(({ suppressed }) => suppressed === undefined);
  return gravestOf(shown.map(({ severity }) => severity));
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== '');
}

function latest(times: readonly string[]): string {
  return times.toSorted().at(-1) ?? '';
}
