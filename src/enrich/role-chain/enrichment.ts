import type { ChainHop } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { dayMs, isoTime } from '#src/model/time.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import { defineEnrichment } from '../enrichment.ts';
import type { History } from '../history.ts';
import { withDetails } from './details.ts';
import { type Identity, identityOfCaller, identityOfRecord } from './identity.ts';
import { throughPortal } from './portal.ts';
import { RoleChain } from './schema.ts';
import { walkBack } from './walk.ts';

export const roleChain = defineEnrichment({
  id: 'role-chain',
  title: 'Who the actor was before it assumed roles',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html',
  value: RoleChain,
  timeoutMs: 30_000,
  needs: 'event that names an actor',

  appliesTo: ({ acting }) => acting !== undefined,

  async enrich({ acting = {}, actor, firstSeen }, { history }) {
    const acted = await knownIdentity(history, acting);
    const walked = await walkBack(history, acted, firstSeen);
    const failedTries = await triesBefore(history, [actor.key, ...walked.callers], firstSeen);
    const { gap } = walked;
    const signedIn = await throughPortal(history, walked, acted);
    const chain = await withDetails(dated(withInstance(signedIn.chain), acting), acting, history);
    const evidence = [
      eventIdOf(acting),
      ...walked.evidence,
      ...signedIn.evidence,
      ...failedTries.map((it) => it.eventId),
    ];
    return {
      value: {
        chain,
        complete: gap === undefined,
        ...(gap ? { gap } : {}),
        failedTries,
      },
      evidence: evidence.filter((id) => id !== '').slice(0, 20),
    };
  },
});

/** EC2 names the session of a machine's role after the machine, whether or not the event that made it is known. */
function withInstance(chain: readonly ChainHop[]): readonly ChainHop[] {
  const [first, session] = chain;
  const instance = /\/(i-[0-9a-f]+)$/.exec(session?.principal ?? '')?.[1];
  if (first?.name !== 'ec2.amazonaws.com' || instance === undefined) return chain;
  return [{ ...first, name: `EC2 instance ${instance}` }, ...chain.slice(1)];
}

/** An identity that nobody made, or of which we do not know who did, is shown by what it did next. */
function dated(chain: readonly ChainHop[], acting: RawRecord): ChainHop[] {
  const time = eventTimeOf(acting);
  let next: Pick<ChainHop, 'time' | 'eventId'> = {
    ...(time > 0 && { time: isoTime(time) }),
    eventId: eventIdOf(acting),
  };
  const backwards = chain.toReversed().map((hop) => {
    const shown = { ...next, ...hop };
    next = { time: shown.time, eventId: shown.eventId };
    return shown;
  });
  return backwards.toReversed();
}

const triesSinceMs = dayMs;
const mostTries = 20;

/** What the actor, and those that it was before, tried to assume in the last day and was refused. */
async function triesBefore(
  history: History,
  actors: readonly string[],
  before: number,
): Promise<RoleChain['failedTries']> {
  const known = [...new Set(actors)].filter((actor) => actor !== '');
  const from = before - triesSinceMs;
  const answers = await history.assumptions(
    known.map((actor) => ({ actor, from, before, hasFailed: true, limit: mostTries })),
  );
  return answers
    .flat()
    .toSorted((a, b) => a.time - b.time || (a.eventId < b.eventId ? -1 : 1))
    .slice(-mostTries)
    .map(({ eventId, time, roleArn, errorCode }) => ({
      eventId,
      time: isoTime(time),
      role: roleArn,
      error: errorCode,
    }));
}

/** A call into another account hides its caller from the account's owner; the caller's own copy names it. */
async function knownIdentity(history: History, acting: RawRecord): Promise<Identity> {
  const identity = identityOfRecord(acting);
  const sharedEventId = text(acting['sharedEventID']);
  if (identity.origin !== 'hidden' || sharedEventId === '') return identity;
  const [copies = []] = await history.assumptions([{ sharedEventId, limit: 10 }]);
  const callers = copies.find(({ callerArn }) => callerArn !== '');
  return callers === undefined ? identity : identityOfCaller(callers);
}
