import type { ChainHop } from '#src/model/actor.ts';
import type { Assumption, History } from '../history.ts';
import { type Identity, identityOfCaller } from './identity.ts';

/** No real chain is this long: AWS itself allows any length, but each hop must be re-assumed every hour. */
const mostHops = 20;

/** A session lasts at most 12 hours, one of Identity Center's sign-ins 36: an older event did not start it. */
const longestSessionMs = 36 * 3_600_000;

export interface Walked {
  /** From the first identity that is known to the one that acted. */
  readonly chain: readonly ChainHop[];
  readonly gap: string | undefined;
  readonly evidence: readonly string[];
  /** Actor keys of those who assumed something on the way. */
  readonly callers: readonly string[];
}

/** Follows issued keys back, from the identity that acted to the one that nobody made. */
export async function walkBack(history: History, acted: Identity, time: number): Promise<Walked> {
  const hops: ChainHop[] = [];
  const visited: string[] = [];
  const callers: string[] = [];
  let identity = acted;
  let before = time + 1;

  while (hops.length < mostHops) {
    const isMade = identity.origin === 'assumed' || identity.origin === 'perhaps-session-token';
    const issued = isMade ? await issuingEvent(history, identity, before) : undefined;
    if (issued === undefined) {
      const { first, gap } = await beginning(history, identity, before);
      return { chain: [...first, ...hops.toReversed()], gap, evidence: visited, callers };
    }
    hops.push(hopOf(identity, issued.eventName, issued));
    if (visited.includes(issued.eventId)) break;
    visited.push(issued.eventId);
    callers.push(issued.callerActor);
    identity = identityOfCaller(issued);
    before = issued.time + 1;
  }
  const gap = `the chain goes round in a circle at ${identity.principal}`;
  return { chain: hops.toReversed(), gap, evidence: visited, callers };
}

/** The hops at which the way back ends, and why it ends too early if it does. */
async function beginning(
  history: History,
  identity: Identity,
  before: number,
): Promise<{ first: readonly ChainHop[]; gap: string | undefined }> {
  const { origin, knownOrigin } = identity;
  if (origin === 'first' || origin === 'perhaps-session-token')
    return { first: [hopOf(identity, 'first identity')], gap: undefined };
  if (origin === 'assumed' && knownOrigin !== undefined) {
    const made = hopOf(identity, 'session given by AWS');
    return { first: [{ ...knownOrigin, how: 'first identity' }, made], gap: undefined };
  }
  const gap =
    origin === 'hidden' ? hiddenGap(identity) : await missingGap(history, identity, before);
  return { first: [hopOf(identity, 'unknown')], gap };
}

/** The event that made this session. A call into another account has two copies: the one that names the caller is used. */
async function issuingEvent(
  history: History,
  { accessKey, sessionArn }: Identity,
  before: number,
): Promise<Assumption | undefined> {
  const byKey = accessKey === '' ? [] : await ask(history, { issuedKey: accessKey, before });
  const found = latest(byKey) ?? latest(await bySession(history, accessKey, sessionArn, before));
  if (found === undefined || found.sharedEventId === '') return found;
  const copies = await ask(history, { sharedEventId: found.sharedEventId });
  return [found, ...copies.filter(succeeded)].toSorted(byKnowledge)[0];
}

/** Switching roles in the console shows no key, so the session's name must do; an event that issued another key is not it. */
async function bySession(
  history: History,
  accessKey: string,
  sessionArn: string,
  before: number,
): Promise<readonly Assumption[]> {
  if (sessionArn === '') return [];
  const found = await ask(history, { sessionArn, before });
  return found.filter(
    ({ issuedKey, time }) =>
      (issuedKey === '' || accessKey === '') && time >= before - longestSessionMs,
  );
}

async function ask(
  history: History,
  question: { issuedKey?: string; sessionArn?: string; sharedEventId?: string; before?: number },
): Promise<readonly Assumption[]> {
  const [found] = await history.assumptions([{ ...question, limit: 50 }]);
  return found ?? [];
}

function latest(found: readonly Assumption[]): Assumption | undefined {
  return found
    .filter(succeeded)
    .toSorted((a, b) => b.time - a.time || byKnowledge(a, b))
    .at(0);
}

function succeeded({ errorCode }: Assumption): boolean {
  return errorCode === '';
}

function byKnowledge(a: Assumption, b: Assumption): number {
  return knowledgeOf(b) - knowledgeOf(a) || (a.eventId < b.eventId ? -1 : 1);
}

function knowledgeOf({ callerArn, callerKey }: Assumption): number {
  return (callerArn === '' ? 0 : 2) + (callerKey === '' ? 0 : 1);
}

function hopOf(identity: Identity, how: string, issued?: Assumption): ChainHop {
  const { name, principal, account } = identity;
  return {
    name,
    principal,
    ...(account === '' ? {} : { account }),
    how,
    ...(issued === undefined ? {} : { time: isoTime(issued.time), eventId: issued.eventId }),
  };
}

function hiddenGap({ account, principal }: Identity): string {
  const whose = account === '' ? 'the caller’s own account' : `account ${account}`;
  return `the trail of ${whose} is missing: only it names the caller ${principal}`;
}

async function missingGap(history: History, identity: Identity, before: number): Promise<string> {
  const { account, accessKey, principal } = identity;
  const [seen] = await history.seen([{ where: { account }, before }]);
  const what = accessKey === '' ? `the session ${principal}` : `access key ${accessKey}`;
  const whose = account === '' ? 'its account' : `account ${account}`;
  const since =
    seen?.firstSeen === undefined
      ? `it holds no event of ${whose}`
      : `its events of ${whose} begin at ${isoTime(seen.firstSeen)}`;
  return `no event in this history issued ${what}; ${since}, so the trail of ${whose} or of the caller’s account is missing or begins too late`;
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
