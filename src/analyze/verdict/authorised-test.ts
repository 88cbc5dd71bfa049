import type { Config } from '#src/model/config.ts';
import { isNamedBy } from '#src/normalize/actor/actor-class.ts';
import { sessionNameOf } from '#src/normalize/actor/actor-key.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { plain } from '../narrative/plain.ts';
import { isNamedIdentity, isProvenActor } from '../proven-actor.ts';

type AuthorisedTest = Config['authorisedTests'][number];

/** Why this alert belongs to a test that somebody agreed to; undefined when no test of the configuration fits. */
export function authorisedTestOf(file: CaseFile): string | undefined {
  if (!isProvenActor(file)) return undefined;
  for (const test of file.config.authorisedTests) {
    const mark = isInScope(test, file) ? markOf(test, file) : undefined;
    if (mark !== undefined)
      return `${mark}, which is part of “${plain(test.title)}” (${plain(test.owner)} agreed to it)`;
  }
  return undefined;
}

/** A tester does something that nobody agreed to: at another time, or in another account. */
export function testOutOfScope(file: CaseFile): string | undefined {
  const test = file.config.authorisedTests.find(
    (each) => !isInScope(each, file) && isTester(each, file),
  );
  if (test === undefined) return undefined;
  const name = plain(file.alert.actor.name);
  return `${name} is a tester by configuration, but “${plain(test.title)}” does not cover this time or account: ask ${plain(test.owner)}`;
}

function isInScope({ accounts, from, to }: AuthorisedTest, { alert }: CaseFile): boolean {
  const isAccount = accounts.length === 0 || accounts.includes(alert.account);
  const begins = from === undefined || Date.parse(alert.firstSeen) >= Date.parse(from);
  const ends = to === undefined || Date.parse(alert.lastSeen) <= Date.parse(to);
  return isAccount && begins && ends;
}

function markOf(test: AuthorisedTest, file: CaseFile): string | undefined {
  if (isTester(test, file)) return `${plain(file.alert.actor.name)} is a tester by configuration`;
  const isBounded = test.accounts.length > 0 || (test.from !== undefined && test.to !== undefined);
  const mark = isBounded ? marksOf(file).find((each) => isMark(test, each)) : undefined;
  return mark === undefined ? undefined : `the session is marked ${plain(mark)}`;
}

/** A tester often works as a role: whoever took it on the way is proven by an event, and may be the tester as well. */
function isTester({ identities }: AuthorisedTest, file: CaseFile): boolean {
  const hops = file.alert.actor.chain.map(({ principal }) => ({
    key: withoutSession(principal),
    name: '',
  }));
  return (
    isNamedIdentity(identities, file) ||
    identities.some((pattern) => hops.some((hop) => isNamedBy(pattern, hop)))
  );
}

/** The name of a session is anybody's choice; that of its role is not. */
function withoutSession(principal: string): string {
  return principal.replace(
    /^(arn:[^:]*):sts::(\d*):assumed-role\/([^/]+)\/.*$/,
    '$1:iam::$2:role/$3',
  );
}

function isMark({ sessions }: AuthorisedTest, mark: string): boolean {
  return sessions.some((pattern) => globMatches(pattern, mark));
}

function marksOf({ evidence }: CaseFile): readonly string[] {
  return evidence.records
    .flatMap((record) => {
      const identity = bag(record['userIdentity']);
      const sourceIdentity = text(bag(identity['sessionContext'])['sourceIdentity']);
      return [sessionNameOf(identity), sourceIdentity];
    })
    .filter((mark) => mark !== '');
}
