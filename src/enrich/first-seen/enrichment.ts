import { actorGroupOf } from '#src/normalize/actor/actor-group.ts';
import { lastSegment } from '#src/normalize/actor/arn.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { defineEnrichment, type EnrichContext, type Subject } from '../enrichment.ts';
import type { History, Seen, SeenQuestion, Where } from '../history.ts';
import { othersOfRole } from '../role-members.ts';
import { daysBehind, isoTime, neededDays } from '../surroundings.ts';
import { networkFacts } from './network-facts.ts';
import { FirstSeen, firstSeenDimensions } from './schema.ts';
import { type StoredValue, storedValues, whereOf } from './values.ts';

/** Looking around in the hours before belongs to what is judged: it must not make a thief's address a known one. */
const incidentMs = 12 * 3_600_000;
const mostMembers = 20;
const mostEvidence = 20;
const nothing: Seen = { count: 0, firstSeen: undefined, lastSeen: undefined };

export const firstSeen = defineEnrichment({
  id: 'first-seen',
  title: 'What is new for this actor, its role, this account and the organisation',
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

/** The past of a value, level by level. Levels that the level before answers are not asked. */
interface Past {
  readonly value: StoredValue;
  readonly ofActor: Seen;
  readonly ofAccount: Seen;
  readonly ofOrganization?: Seen;
  readonly ofMembers?: readonly Seen[];
}

async function storedFacts(
  subject: Subject,
  membersFound: Promise<readonly string[]>,
  { history }: EnrichContext,
): Promise<FirstSeen> {
  const { actor, account } = subject;
  const before = beforeOf(subject);
  const ask = asking(history, before);
  const values = storedValues(subject);
  const levels: readonly Where[] = [{ actor: actor.key }, { account }, {}];
  const [answers, members] = await Promise.all([
    ask([...levels, ...values.flatMap((value) => pastQuestions(value, subject))]),
    membersFound,
  ]);
  const [ofActor = nothing, ofAccount = nothing, ofOrganization = nothing, ...rest] = answers;
  const near = values.map((value, index) => ({
    value,
    ofActor: rest[2 * index] ?? nothing,
    ofAccount: rest[2 * index + 1] ?? nothing,
  }));
  const [pasts, ofMembers] = await Promise.all([
    widen(near, members, ask),
    ask(members.map((member) => ({ actor: member }))),
  ]);
  const { role, permissionSet } = actorGroupOf(actor.key);
  const days = {
    actorDays: daysOf([ofActor], before),
    accountDays: daysOf([ofAccount], before),
    organizationDays: daysOf([ofOrganization], before),
    ...(members.length > 0 && {
      role: permissionSet || lastSegment(role),
      roleDays: daysOf([ofActor, ...ofMembers], before),
    }),
  };
  return { ...days, ...enoughOf(days), facts: pasts.map(factOf), ...noteOf(days) };
}

function beforeOf({ firstSeen: ownStart, story }: Subject): number {
  return Math.min(ownStart, story?.acts[0]?.time ?? ownStart) - incidentMs;
}

type Ask = (wheres: readonly Where[]) => Promise<readonly Seen[]>;

function asking(history: History, before: number): Ask {
  return async (wheres) => {
    if (wheres.length === 0) return [];
    return history.seen(wheres.map((where): SeenQuestion => ({ where, before })));
  };
}

function pastQuestions(value: StoredValue, { actor, account }: Subject): readonly Where[] {
  const where = whereOf(value);
  return [
    { actor: actor.key, ...where },
    { account, ...where },
  ];
}

/** What is known in the account is known in the organisation, and what the actor knows its role knows. */
async function widen(
  near: readonly Past[],
  members: readonly string[],
  ask: Ask,
): Promise<readonly Past[]> {
  const unknown = near.filter(({ ofAccount }) => ofAccount.count === 0);
  const foreign = near.filter(({ ofActor }) => ofActor.count === 0);
  const [everywhere, byMembers] = await Promise.all([
    ask(unknown.map(({ value }) => whereOf(value))),
    ask(foreign.flatMap(({ value }) => members.map((actor) => ({ actor, ...whereOf(value) })))),
  ]);
  return near.map((past) => {
    const place = unknown.indexOf(past);
    const from = foreign.indexOf(past) * members.length;
    return {
      ...past,
      ...(place >= 0 && { ofOrganization: everywhere[place] ?? nothing }),
      ...(members.length > 0 && {
        ofMembers: from < 0 ? [] : byMembers.slice(from, from + members.length),
      }),
    };
  });
}

function factOf({
  value,
  ofActor,
  ofAccount,
  ofOrganization,
  ofMembers,
}: Past): FirstSeen['facts'][number] {
  const isNewForActor = ofActor.count === 0;
  return {
    ...value,
    newForActor: isNewForActor,
    newForAccount: ofAccount.count === 0,
    newForOrganization: ofAccount.count === 0 && (ofOrganization ?? nothing).count === 0,
    ...(ofMembers && {
      newForRole: isNewForActor && ofMembers.every(({ count }) => count === 0),
    }),
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
      note: `not enough history: ${accountDays} days of this account, ${neededDays} are needed`,
    };
  if (actorDays < neededDays)
    return {
      note: `not enough history of this actor: ${actorDays} days, ${neededDays} are needed`,
    };
  return {};
}
