import type { ChainHop } from '#src/model/actor.ts';
import { hourMs, isoTime } from '#src/model/time.ts';
import type { Assumption, History } from '../history.ts';
import { type Identity, identityOfCaller } from './identity.ts';

/** No real chain is this long: AWS itself allows any length, but each hop must be re-assumed every hour. */
const mostHops = 20;

/** A session lasts at most 12 hours, one of Identity Center's sign-ins 36: an older event did not start it. */
const longestSessionMs = 36 * hourMs;

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
    const { by } = issued;
    hops.push(hopOf(identity, by.eventName, issued));
    if (visited.includes(by.eventId)) break;
    visited.push(by.eventId);
    callers.push(by.callerActor);
    identity = identityOfCaller(by);
    before = by.time + 1;
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

interface Issued {
  /** The copy that says most about the caller. */
  readonly by: Assumption;
  /** Accounts whose trails hold a copy. */
  readonly seenBy: readonly string[];
}

/**
 * The event that made this session. A call into another account has two copies, joined by their shared id or, where they
 * carry none, by the key that both name; the one that names the caller is used.
 */
async function issuingEvent(
  history: History,
  { accessKey, sessionArn, isConsole }: Identity,
  before: number,
): Promise<Issued | undefined> {
  const byKey = await issuedAs(history, accessKey, before);
  const found =
    latest(byKey) ?? latest(await namedAs(history, { accessKey, sessionArn, isConsole, before }));
  if (found === undefined) return undefined;
  const shared = found.sharedEventId === '' ? [] : await sharedCopies(history, found);
  const twins = byKey.filter(({ errorCode, time }) => errorCode === '' && time === found.time);
  const copies = [found, ...twins, ...shared];
  const by = copies.toSorted(byKnowledge)[0] ?? found;
  const seenBy = new Set(copies.map(({ account }) => account).filter((it) => it !== ''));
  return { by, seenBy: [...seenBy].toSorted() };
}

const mostCopies = 50;
/** Sessions of one name within the time: a program may begin one every few minutes. */
const mostSessions = 500;

async function issuedAs(
  history: History,
  accessKey: string,
  before: number,
): Promise<readonly Assumption[]> {
  if (accessKey === '') return [];
  const [found = []] = await history.assumptions([
    { issuedKey: accessKey, before, limit: mostCopies },
  ]);
  return found;
}

type Session = Pick<Identity, 'accessKey' | 'sessionArn' | 'isConsole'> & {
  readonly before: number;
};

async function namedAs(history: History, session: Session): Promise<readonly Assumption[]> {
  const { sessionArn, before } = session;
  if (sessionArn === '') return [];
  const from = before - longestSessionMs;
  const [found = []] = await history.assumptions([
    { sessionArn, from, before, limit: mostSessions },
  ]);
  return found.filter((each) => isOfSession(each, session));
}

async function sharedCopies(
  history: History,
  { sharedEventId }: Assumption,
): Promise<readonly Assumption[]> {
  const [copies = []] = await history.assumptions([{ sharedEventId, limit: mostCopies }]);
  return copies.filter(succeeded);
}

/**
 * Switching roles in the console shows no key, or one that the console exchanges for others at once, so the session's name
 * must do; any other event that issued another key is not the one.
 */
function isOfSession({ issuedKey, ip }: Assumption, session: Session): boolean {
  const isSignIn = session.isConsole && consoleAddresses.has(ip);
  return issuedKey === '' || session.accessKey === '' || isSignIn;
}

/** What stands in place of an address when the console's sign-in assumed the role. */
const consoleAddresses: ReadonlySet<string> = new Set([
  'AWS Internal',
  'signin.amazonaws.com',
  'signin.aws.amazon.com',
]);

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

function hopOf(identity: Identity, how: string, issued?: Issued): ChainHop {
  const { name, principal, account } = identity;
  return {
    name,
    principal,
    ...(account === '' ? {} : { account }),
    how,
    ...(issued === undefined ? {} : eventOf(issued)),
  };
}

function eventOf({ by, seenBy }: Issued): Pick<ChainHop, 'time' | 'eventId' | 'seenBy'> {
  return { time: isoTime(by.time), eventId: by.eventId, seenBy: [...seenBy] };
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
