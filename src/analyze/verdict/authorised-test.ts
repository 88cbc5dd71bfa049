import type { Config } from '#src/model/config.ts';
import { isNamedBy } from '#src/normalize/actor/actor-class.ts';
import { sessionNameOf } from '#src/normalize/actor/actor-key.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { plain } from '../narrative/plain.ts';

type AuthorisedTest = Config['authorisedTests'][number];

/** Why this alert belongs to a test that somebody agreed to; undefined when no test of the configuration fits. */
export function authorisedTestOf(file: CaseFile): string | undefined {
  for (const test of file.config.authorisedTests) {
    const mark = isInScope(test, file) ? markOf(test, file) : undefined;
    if (mark !== undefined)
      return `${mark}, which is part of “${plain(test.title)}” (${plain(test.owner)} agreed to it)`;
  }
  return undefined;
}

function isInScope({ accounts, from, to }: AuthorisedTest, { alert }: CaseFile): boolean {
  const isAccount = accounts.length === 0 || accounts.includes(alert.account);
  const begins = from === undefined || Date.parse(alert.firstSeen) >= Date.parse(from);
  const ends = to === undefined || Date.parse(alert.lastSeen) <= Date.parse(to);
  return isAccount && begins && ends;
}

function markOf(test: AuthorisedTest, file: CaseFile): string | undefined {
  const { actor } = file.alert;
  if (test.identities.some((pattern) => isNamedBy(pattern, actor) || isFirstHop(pattern, file)))
    return `${plain(actor.name)} is a tester by configuration`;
  const isBounded = test.accounts.length > 0 || (test.from !== undefined && test.to !== undefined);
  const mark = isBounded ? marksOf(file).find((each) => isMark(test, each)) : undefined;
  return mark === undefined ? undefined : `the session is marked ${plain(mark)}`;
}

/** A tester often works as a role: what counts then is who took it, where that is certain. */
function isFirstHop(pattern: string, { alert }: CaseFile): boolean {
  const [first] = alert.actor.chain;
  if (first === undefined || !alert.actor.chainComplete) return false;
  return isNamedBy(pattern, { key: first.principal, name: first.name });
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
