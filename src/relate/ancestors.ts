import {
  type Ancestor,
  type LinkValue,
  type Member,
  nameOfLink,
} from '#src/detect/chain/member.ts';
import type { Assumption, History } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';

/** Hops that are followed back. Real chains have two or three. */
const mostHops = 5;
/** A session lives for at most 12 hours, one of Identity Center's sign-ins for 36. */
const longestSessionMs = 36 * hourMs;
const mostAncestors = 12;

/** A session whose maker is looked for: by the key that was issued, or by its name where no key is known. */
interface Step {
  readonly accessKey: string;
  readonly session: string;
  readonly before: number;
}

/** Who made which sessions, by `nameOfStep`. */
type Makers = ReadonlyMap<string, readonly Assumption[]>;

/**
 * Gives each member the keys and actors that it goes back to: whoever assumed the role that it acted as. One question to
 * the history a hop, for all members together.
 */
export async function withAncestors(
  members: readonly Member[],
  history: Pick<History, 'assumptions'>,
): Promise<readonly Member[]> {
  const makers = new Map<string, readonly Assumption[]>();
  let open = members.flatMap(stepsOf);
  for (let hop = 0; hop < mostHops && open.length > 0; hop += 1) {
    const steps = [...new Map(open.map((step) => [nameOfStep(step), step])).values()];
    const unknown = steps.filter((step) => !makers.has(nameOfStep(step)));
    const answers = unknown.length === 0 ? [] : await makersOf(unknown, history);
    for (const [place, step] of unknown.entries())
      makers.set(nameOfStep(step), answers[place] ?? []);
    open = answers.flat().flatMap(stepTo);
  }
  return members.map((member) => withLinks(member, ancestorsOf(member, makers)));
}

function ancestorsOf(member: Member, makers: Makers): readonly Ancestor[] {
  const own = new Set(member.values.map(nameOfLink));
  const found = new Map<string, Ancestor>();
  const visited = new Set<string>();
  const open = [...stepsOf(member)];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const name = nameOfStep(step);
    if (visited.has(name)) continue;
    visited.add(name);
    for (const maker of makers.get(name) ?? []) {
      for (const link of linksTo(maker)) found.set(nameOfLink(link), { ...link, at: maker.time });
      open.push(...stepTo(maker));
    }
  }
  const others = [...found].filter(([name]) => !own.has(name)).map(([, link]) => link);
  return others.slice(0, mostAncestors);
}

function withLinks(member: Member, ancestors: readonly Ancestor[]): Member {
  return ancestors.length === 0 ? member : { ...member, ancestors };
}

/** Only what was issued by a call can be followed: a user's own key begins with AKIA. */
function stepsOf({ values, lastSeen }: Member): readonly Step[] {
  const before = lastSeen + 1;
  const keys = values.filter(({ by, value }) => by === 'access-key' && value.startsWith('ASIA'));
  if (keys.length > 0) return keys.map(({ value }) => ({ accessKey: value, session: '', before }));
  const sessions = values.filter(({ by }) => by === 'session');
  return sessions.map(({ value }) => ({ accessKey: '', session: value, before }));
}

function stepTo({ callerKey, callerArn, time }: Assumption): readonly Step[] {
  const before = time + 1;
  if (callerKey.startsWith('ASIA')) return [{ accessKey: callerKey, session: '', before }];
  const isSession = callerKey === '' && callerArn.includes(':assumed-role/');
  return isSession ? [{ accessKey: '', session: callerArn, before }] : [];
}

/** A key is issued once, whenever that was. */
function nameOfStep({ accessKey, session, before }: Step): string {
  return accessKey === '' ? `${session} ${before}` : accessKey;
}

async function makersOf(
  steps: readonly Step[],
  history: Pick<History, 'assumptions'>,
): Promise<readonly (readonly Assumption[])[]> {
  const answers = await history.assumptions(
    steps.map(({ accessKey, session, before }) => ({
      ...(accessKey === '' ? { sessionArn: session } : { issuedKey: accessKey }),
      before,
      limit: 4,
    })),
  );
  return answers.map((answer, place) => answer.filter((each) => isMaker(each, steps[place])));
}

/** An event that issued another key to a session of the same name did not make this one. */
function isMaker({ errorCode, issuedKey, time }: Assumption, step: Step | undefined): boolean {
  if (errorCode !== '' || step === undefined) return false;
  return step.accessKey !== '' || (issuedKey === '' && time >= step.before - longestSessionMs);
}

function linksTo({ callerKey, callerActor }: Assumption): readonly LinkValue[] {
  const links: readonly LinkValue[] = [
    { by: 'access-key', value: callerKey },
    { by: 'actor', value: isOne(callerActor) ? callerActor : '' },
  ];
  return links.filter(({ value }) => value !== '');
}

/** Services assume roles for everybody, and behind an account seen from outside are many. */
function isOne(actor: string): boolean {
  return !/^(?:account:|unknown:|anonymous$)|\.amazonaws\.com$/.test(actor);
}
