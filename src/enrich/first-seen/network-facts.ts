import type { EnrichContext, Subject } from '../enrichment.ts';
import type { Tally, TallyQuestion, Where } from '../history.ts';
import type { Networks } from '../networks.ts';
import { monthBefore } from '../surroundings.ts';
import type { FirstSeen } from './schema.ts';
import { addressOf, type NetworkDimension, networkDimensions, networkValue } from './values.ts';

const windowDays = 30;
/** Addresses of one actor, and of one account or all, that are looked up; the most used ones. */
const mostAddresses = { actor: 500, all: 2_000 } as const;

interface Asked {
  readonly dimension: NetworkDimension;
  readonly value: string;
}

/**
 * Whether the network and country of the alert's address are new. The history keeps addresses and not who runs them, so
 * the addresses of the month before are looked up: first the actor's, then, for what is new, the others'.
 */
export async function networkFacts(
  subject: Subject,
  members: Promise<readonly string[]>,
  { history, lookups }: EnrichContext,
): Promise<FirstSeen['facts']> {
  const asked = askedAbout(subject, lookups.networks);
  if (asked.length === 0) return [];
  const ofActor = await addresses({ actor: subject.actor.key }, subject, history);
  const actorKnows = (one: Asked) => countIn(ofActor, one, lookups.networks) > 0;
  const others = asked.every(actorKnows)
    ? undefined
    : await addressesOfOthers(subject, await members, history);
  return asked.map((one) => {
    const count = (rows: readonly Tally[] = []) => countIn(rows, one, lookups.networks);
    const actorCount = count(ofActor);
    const accountCount = others === undefined ? actorCount : count(others.account);
    return {
      ...one,
      newForActor: actorCount === 0,
      newForAccount: actorCount === 0 && accountCount === 0,
      newForOrganization: actorCount + accountCount + count(others?.organization) === 0,
      ...(others?.role && { newForRole: actorCount + count(others.role) === 0 }),
      actorCount,
      accountCount,
      withinDays: windowDays,
    };
  });
}

function askedAbout(subject: Subject, networks: Networks): readonly Asked[] {
  const info = networks.lookup(addressOf(subject));
  return networkDimensions
    .map((dimension) => ({ dimension, value: networkValue(info, dimension) }))
    .filter(({ dimension, value }) => networks.has[dimension] && value !== '');
}

type Ask = Pick<EnrichContext['history'], 'tally'>;

async function addresses(where: Where, subject: Subject, history: Ask): Promise<readonly Tally[]> {
  const [rows = []] = await history.tally([question(where, subject, mostAddresses.actor)]);
  return rows;
}

interface Others {
  readonly account: readonly Tally[];
  readonly organization: readonly Tally[];
  readonly role?: readonly Tally[];
}

async function addressesOfOthers(
  subject: Subject,
  members: readonly string[],
  history: Ask,
): Promise<Others> {
  const [account = [], organization = [], ...ofMembers] = await history.tally([
    question({ account: subject.account }, subject, mostAddresses.all),
    question({}, subject, mostAddresses.all),
    ...members.map((actor) => question({ actor }, subject, mostAddresses.actor)),
  ]);
  return { account, organization, ...(members.length > 0 && { role: ofMembers.flat() }) };
}

function question(where: Where, subject: Subject, limit: number): TallyQuestion {
  return { where, ...monthBefore(subject), by: ['ip'], limit };
}

/** Networks are compared by their number: their names are written differently from file to file. */
function countIn(rows: readonly Tally[], { dimension, value }: Asked, networks: Networks): number {
  const [wanted] = value.split(' ', 1);
  return rows.reduce((sum, { values, count }) => {
    const [found] = networkValue(networks.lookup(values[0] ?? ''), dimension).split(' ', 1);
    return found === wanted ? sum + count : sum;
  }, 0);
}
