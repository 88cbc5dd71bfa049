import { actorsIn } from '#src/detect/baseline/model.ts';
import { groupKeyOf, sortOf } from '#src/detect/baseline/session.ts';
import { actionOf } from '#src/normalize/action.ts';
import { actorGroupOf } from '#src/normalize/actor/actor-group.ts';
import { lastSegment } from '#src/normalize/actor/arn.ts';
import type { EnrichContext, Subject } from '../enrichment.ts';
import { othersOfRole } from '../role-members.ts';
import { monthBefore } from '../surroundings.ts';
import type { Baseline } from './schema.ts';

type Peers = NonNullable<Baseline['peers']>;

const days = 30;
const mostPeers = 20;
const mostActions = 3;
const mostNamed = 5;

interface Group {
  readonly group: Peers['group'];
  readonly name: string;
  readonly members: readonly string[];
}

export interface FoundPeers {
  readonly peers?: Peers;
  /** First events of peers that did the same. */
  readonly evidence: readonly string[];
}

/** Whether those who are like the actor do what the alert is about. What many of them do is seldom an attack. */
export async function peersOf(subject: Subject, context: EnrichContext): Promise<FoundPeers> {
  const found = await groupOf(subject, context);
  if (found === undefined || found.members.length === 0) return { evidence: [] };
  const asked = found.members.slice(0, mostPeers);
  const actions = actionsOf(subject);
  const rows = await context.history.tally(
    actions.flatMap((action) =>
      asked.map((actor) => ({
        where: { actor, action },
        ...monthBefore(subject),
        by: ['actor'] as const,
        limit: 1,
      })),
    ),
  );
  const did = actions.map((action, index) => {
    const answers = rows.slice(index * asked.length, (index + 1) * asked.length);
    const who = asked.filter((_, place) => (answers[place]?.length ?? 0) > 0);
    return { action, peers: who.length, who: who.slice(0, mostNamed) };
  });
  const { group, name } = found;
  const more = found.members.length > asked.length;
  return {
    peers: { group, name, size: asked.length, days, actions: did, more },
    evidence: rows.flatMap(([first]) => (first === undefined ? [] : [first.eventId])),
  };
}

async function groupOf(subject: Subject, context: EnrichContext): Promise<Group | undefined> {
  const { key, kind } = subject.actor;
  if (kind === 'root' || kind === 'aws-service' || kind === 'anonymous') return undefined;
  if (groupKeyOf(key) === '') return neighborsOf(subject, context);
  const { role, permissionSet } = actorGroupOf(key);
  const members = await othersOfRole(subject, context);
  return permissionSet === ''
    ? { group: 'role', name: lastSegment(role), members }
    : { group: 'permission-set', name: permissionSet, members };
}

/** Who works in the accounts of one organizational unit, else of one environment, is known once a baseline is trained. */
function neighborsOf(
  { actor, account }: Subject,
  { config, lookups }: EnrichContext,
): Group | undefined {
  const own = config.accounts.find(({ id }) => id === account);
  const group = own?.organizationalUnit === undefined ? 'environment' : 'organizationalUnit';
  const name = own?.[group];
  if (name === undefined || lookups.baseline === undefined) return undefined;
  const accounts = config.accounts.filter((one) => one[group] === name);
  const members = actorsIn(
    lookups.baseline.model,
    accounts.map(({ id }) => id),
    sortOf(actor.key),
  );
  return {
    group: group === 'environment' ? group : 'organizational-unit',
    name,
    members: members.filter((other) => other !== actor.key),
  };
}

function actionsOf({ acting, records }: Subject): readonly string[] {
  const all = [...(acting === undefined ? [] : [acting]), ...records].map(actionOf);
  return [...new Set(all)].slice(0, mostActions);
}
