import { hourMs, isoTime } from '#src/model/time.ts';
import { actorGroupOf } from '#src/normalize/actor/actor-group.ts';
import { lastSegment } from '#src/normalize/actor/arn.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { defineEnrichment, type EnrichContext, type Subject } from '../enrichment.ts';
import type { Seen, SeenQuestion, Where } from '../history.ts';
import { othersOfRole } from '../role-members.ts';
import { daysBehind, neededDays, tooLittleHistory } from '../surroundings.ts';
import { networkFacts } from './network-facts.ts';
import { knownToRole } from './role-facts.ts';
import { FirstSeen, firstSeenDimensions } from './schema.ts';
import { type StoredValue, storedValues, whereOf } from './values.ts';

/** Looking around in the hours before belongs to what is judged: it must not make a thief's address a known one. */
const incidentMs = 12 * hourMs;
const mostMembers = 20;
/** How long the role has been in use is read from its most active members. */
const membersForDays = 3;
const mostEvidence = 20;
const nothing: Seen = { count: 0, firstSeen: undefined, lastSeen: undefined };

export const firstSeen = defineEnrichment({
  id: 'first-seen',
  title: 'What is new for this actor, its role, this account and the organisation',
  configuredBy: ['network.asn', 'network.country'],
  value: FirstSeen,
  timeoutMs: 30_000,
  needs: 'event to compare with the past',

  appliesTo: ({ records }) => records.length > 0,

  async enrich(subject, context) {
    const members = othersOfRole(subject, context).then((all) => all.slice(0, mostMembers));
    const [stored, networks] = await Promise.all([
      storedFacts(subject, members, context),
      networkFacts(subject, members, context),
    ]);
    const facts = [...stored.facts, ...networks].toSorted(
      (a, b) => firstSeenDimensions.indexOf(a.dimension) - firstSeenDimensions.indexOf(b.dimension),
    );
    return {
      value: { ...stored, facts },
      evidence: subject.records.slice(0, mostEvidence).map(eventIdOf),
    };
  },
});

/** The past of a value, level by level. */
interface Past {
  readonly value: StoredValue;
  readonly ofActor: Seen;
  readonly ofAccount: Seen;
  readonly ofOrganization: Seen;
}

async function storedFacts(
  subject: Subject,
  membersFound: Promise<readonly string[]>,
  context: EnrichContext,
): Promise<FirstSeen> {
  const { actor, account } = subject;
  const before = beforeOf(subject);
  const values = storedValues(subject);
  const levels: readonly Where[] = [{ actor: actor.key }, { account }, {}];
  const wheres = ['', ...values].flatMap((value) =>
    levels.map((level) => ({ ...level, ...(typeof value === 'string' ? {} : whereOf(value)) })),
  );
  const [answers, members] = await Promise.all([
    context.history.seen(wheres.map((where): SeenQuestion => ({ where, before }))),
    membersFound,
  ]);
  const [ofActor = nothing, ofAccount = nothing, ofOrganization = nothing] = answers;
  const pasts = values.map((value, index) => pastOf(value, answers.slice(3 * index + 3)));
  const strange = pasts.filter((past) => past.ofActor.count === 0).map(({ value }) => value);
  const [known, ofMembers] = await Promise.all([
    knownToRole(strange, members, subject, context),
    context.history.seen(
      members.slice(0, membersForDays).map((member) => ({ where: { actor: member }, before })),
    ),
  ]);
  const days = {
    actorDays: daysOf([ofActor], before),
    accountDays: daysOf([ofAccount], before),
    organizationDays: daysOf([ofOrganization], before),
    ...roleOf(actor.key, members, daysOf([ofActor, ...ofMembers], before)),
  };
  const facts = pasts.map((past) => ({
    ...factOf(past),
    ...(members.length > 0 && {
      newForRole: past.ofActor.count === 0 && !known.has(past.value),
    }),
  }));
  return { ...days, ...enoughOf(days), facts, ...noteOf(days) };
}

/** A whole hour: the history has counts of those, and the alerts of one hour ask the same. */
function beforeOf({ firstSeen: ownStart, story }: Subject): number {
  const start = Math.min(ownStart, story?.acts[0]?.time ?? ownStart);
  return Math.floor((start - incidentMs) / hourMs) * hourMs;
}

function pastOf(
  value: StoredValue,
  [ofActor = nothing, ofAccount = nothing, ofOrganization = nothing]: readonly Seen[],
): Past {
  return { value, ofActor, ofAccount, ofOrganization };
}

function roleOf(
  actorKey: string,
  members: readonly string[],
  roleDays: number,
): Pick<FirstSeen, 'role' | 'roleDays'> {
  if (members.length === 0) return {};
  const { role, permissionSet } = actorGroupOf(actorKey);
  return { role: permissionSet || lastSegment(role), roleDays };
}

function factOf({ value, ofActor, ofAccount, ofOrganization }: Past): FirstSeen['facts'][number] {
  return {
    ...value,
    newForActor: ofActor.count === 0,
    newForAccount: ofAccount.count === 0,
    newForOrganization: ofOrganization.count === 0,
    actorCount: ofActor.count,
    accountCount: ofAccount.count,
    ...(ofActor.firstSeen === undefined ? {} : { actorSince: isoTime(ofActor.firstSeen) }),
    ...(ofAccount.lastSeen === undefined ? {} : { lastSeen: isoTime(ofAccount.lastSeen) }),
  };
}

function daysOf(seen: readonly Seen[], until: number): number {
  const times = seen.flatMap(({ firstSeen: first }) => (first === undefined ? [] : [first]));
  return daysBehind(times, { from: 0, to: until });
}

type Days = Pick<FirstSeen, 'actorDays' | 'accountDays' | 'organizationDays' | 'roleDays'>;

function enoughOf({ actorDays, accountDays, organizationDays, roleDays }: Days) {
  return {
    neededDays,
    enoughForActor: actorDays >= neededDays,
    enoughForAccount: accountDays >= neededDays,
    enoughForOrganization: (organizationDays ?? 0) >= neededDays,
    ...(roleDays !== undefined && { enoughForRole: roleDays >= neededDays }),
  };
}

function noteOf({ actorDays, accountDays }: Days): { note?: string } {
  if (accountDays < neededDays)
    return {
      note: tooLittleHistory(accountDays, 'this account'),
    };
  if (actorDays < neededDays)
    return {
      note: tooLittleHistory(actorDays, 'this actor'),
    };
  return {};
}
