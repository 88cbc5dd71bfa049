import { alertIdOf } from '#src/alert-id.ts';
import type { JoinedCase } from '#src/analyze/case/joined-case.ts';
import { entityRisk } from '#src/analyze/entity-risk/entity-risk.ts';
import type { Chain } from '#src/detect/chain/chains.ts';
import type { LinkValue, Member } from '#src/detect/chain/member.ts';
import type {
  RelatedAlert,
  RelatedAlerts,
  RelatedCase,
  RelatedToOne,
} from '#src/enrich/related-alerts.ts';
import { UpstreamError } from '#src/model/errors.ts';
import { gravestOf, type Severity } from '#src/model/severity.ts';
import { dayMs, hourMs } from '#src/model/time.ts';
import type { Chains } from './chains.ts';

/** Which case each alert belongs to, and what else is related to it. */
export interface CaseIndex {
  readonly related: RelatedAlerts;
  readonly cases: readonly JoinedCase[];
  caseIdOf(alertId: string): string | undefined;
  /** Why nothing is known about any alert. */
  readonly failure?: UpstreamError;
}

const relatedDays = 30;
/** Alerts of one actor that are looked back at. */
const mostLookedAt = 300;

/** Risk of an alert that nobody has judged yet: the middle of the level that its rule names. */
const scores: Readonly<Record<Severity, number>> = {
  informational: 5,
  low: 20,
  medium: 38,
  high: 65,
  critical: 90,
};

interface Numbered {
  readonly id: string;
  readonly member: Member;
  readonly place: number;
}

/** Puts what the first pass found where it is asked for: at the ids of alerts. */
export function indexCases(chains: Chains, halfLifeDays: number): CaseIndex {
  const all = chains.members.map((member, place) => ({ id: alertIdOf(member.key), member, place }));
  const byId = new Map(all.map((each) => [each.id, each]));
  const byKey = new Map(all.map((each) => [each.member.key, each.id]));
  const byActor = Map.groupBy(all, ({ member }) => member.actorKey);
  const cases = chains.chains.map((chain) => joinedCase(chain, byKey));
  const caseOf = new Map(
    cases.flatMap((joined, at) =>
      joined.members.map(({ id }) => [id, { joined, chain: chains.chains[at] }] as const),
    ),
  );
  const sharedBy = sharesOf(chains);

  function of(id: string): RelatedToOne | undefined {
    const self = byId.get(id);
    if (self === undefined) return undefined;
    const own = caseOf.get(id);
    const others = othersOf(self, sharedBy(self.place), all, own?.joined);
    return {
      links: self.member.values,
      case: own?.chain && relatedCase(own.joined, own.chain, self.member),
      others,
      actorRisk: riskOf(self, byActor.get(self.member.actorKey) ?? [], halfLifeDays),
      days: relatedDays,
      halfLifeDays,
      ...(chains.leftOut > 0 && { note: `${chains.leftOut} low alerts were too many to look at` }),
    };
  }

  return { related: { of }, cases, caseIdOf: (id) => caseOf.get(id)?.joined.id };
}

/** Stands for what could not be found out: whoever asks what is related to an alert is told so. */
export function noIndex(cause: unknown): CaseIndex {
  const failure = new UpstreamError('the history could not be asked which alerts belong together', {
    cause,
  });
  const of = () => {
    throw failure;
  };
  return { related: { of }, cases: [], caseIdOf: () => undefined, failure };
}

function joinedCase({ members, links }: Chain, byKey: ReadonlyMap<string, string>): JoinedCase {
  const idOf = (key: string) => byKey.get(key) ?? '';
  return {
    id: alertIdOf(`case ${members[0]?.key ?? ''}`),
    members: members.map((member) => ({
      id: idOf(member.key),
      title: member.title,
      severity: member.severity,
      time: member.firstSeen,
      account: member.account,
      actor: member.actorKey,
      ...(member.suppressed === undefined ? {} : { suppressed: member.suppressed }),
    })),
    links: links.map(({ by, value, members: keys, reachMs }) => ({
      by,
      value,
      alerts: keys.map(idOf),
      withinHours: Math.round(reachMs / hourMs),
    })),
    through: identitiesBetween(members),
  };
}

/** Whom the members go back to, the first to take on a role first, without those who set off an alert themselves. */
function identitiesBetween(members: readonly Member[]): readonly string[] {
  const acting = new Set(members.map(({ actorKey }) => actorKey));
  const hops = members.flatMap(({ ancestors }) => ancestors.filter(({ by }) => by === 'actor'));
  const inOrder = hops.toSorted((a, b) => a.at - b.at).map(({ value }) => value);
  return [...new Set(inOrder)].filter((value) => !acting.has(value));
}

interface Share {
  readonly link: LinkValue;
  readonly holders: readonly number[];
}

function sharesOf({ shared }: Chains): (place: number) => readonly Share[] {
  const shares = new Map<number, Share[]>();
  for (const { by, value, holders } of shared)
    for (const place of holders) {
      const known = shares.get(place) ?? [];
      known.push({ link: { by, value }, holders });
      shares.set(place, known);
    }
  return (place) => shares.get(place) ?? [];
}

function othersOf(
  { id: ownId, member }: Numbered,
  shares: readonly Share[],
  all: readonly Numbered[],
  joined: JoinedCase | undefined,
): readonly RelatedAlert[] {
  const inCase = new Set(joined?.members.map(({ id }) => id));
  const found = new Map<string, { readonly other: Numbered; readonly shared: LinkValue[] }>();
  for (const { link, holders } of shares)
    for (const place of holders) {
      const other = all[place];
      if (other === undefined || other.id === ownId) continue;
      if (!inCase.has(other.id) && !isRecent(other.member, member)) continue;
      const known = found.get(other.id) ?? { other, shared: [] };
      known.shared.push(link);
      found.set(other.id, known);
    }
  return [...found.values()].map(({ other, shared }) => relatedAlert(other, shared, inCase));
}

function isRecent(other: Member, { firstSeen, lastSeen }: Member): boolean {
  return other.lastSeen >= firstSeen - relatedDays * dayMs && other.firstSeen <= lastSeen;
}

function relatedAlert(
  { id, member }: Numbered,
  shared: readonly LinkValue[],
  inCase: ReadonlySet<string>,
): RelatedAlert {
  const { title, severity, firstSeen, account, actorKey, suppressed } = member;
  return {
    id,
    title,
    severity,
    time: firstSeen,
    account,
    actor: actorKey,
    sameCase: inCase.has(id),
    shared,
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}

function relatedCase({ id, members }: JoinedCase, chain: Chain, self: Member): RelatedCase {
  const shown = chain.members.filter(({ suppressed }) => suppressed === undefined);
  return {
    id,
    alerts: members.length,
    severity: gravestOf(shown.map(({ severity }) => severity)),
    firstSeen: chain.members[0]?.firstSeen ?? 0,
    lastSeen: Math.max(...chain.members.map(({ lastSeen }) => lastSeen)),
    actors: new Set(chain.members.map(({ actorKey }) => actorKey)).size,
    accounts: [...new Set(chain.members.map(({ account }) => account))],
    because: chain.links.filter((link) => link.members.includes(self.key)),
  };
}

function riskOf(
  { id, member }: Numbered,
  ofActor: readonly Numbered[],
  halfLifeDays: number,
): RelatedToOne['actorRisk'] {
  const earlier = member.actorKey === '' ? [] : ofActor.filter((other) => isBefore(other, member));
  const contributions = earlier
    .filter((other) => other.id !== id)
    .slice(-mostLookedAt)
    .map((other) => ({
      alert: other.id,
      title: other.member.title,
      time: other.member.firstSeen,
      score: other.member.suppressed === undefined ? scores[other.member.severity] : 0,
    }));
  return entityRisk(contributions, { at: member.lastSeen, halfLifeDays });
}

function isBefore({ member: other }: Numbered, member: Member): boolean {
  return other.firstSeen <= member.lastSeen;
}
