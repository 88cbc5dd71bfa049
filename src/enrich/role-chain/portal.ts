import type { ChainHop } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { accountOf } from '#src/normalize/actor/actor-key.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { History } from '../history.ts';
import type { Identity } from './identity.ts';
import type { Walked } from './walk.ts';

/** How long before the session began the portal was asked for it. */
const askedWithinMs = 120_000;
const mostAsked = 50;
const actions = ['sso.amazonaws.com:GetRoleCredentials', 'sso.amazonaws.com:Federate'];

const permissionSet = /(?:^|[/:])AWSReservedSSO_(.+)_[0-9a-f]{16}(?:$|\/)/;

/**
 * Adds how a person of Identity Center came to a role: by the command line (GetRoleCredentials) or the browser (Federate).
 * These events are in the trail of Identity Center's own account and name the permission set, never the key.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sso-iam-cloudtrail-events.html
 */
export async function throughPortal(
  history: History,
  { chain }: Walked,
  acted: Identity,
): Promise<{ chain: readonly ChainHop[]; evidence: readonly string[] }> {
  const at = chain.findIndex(({ how }) => how === 'session given by AWS');
  const [person, session] = [chain[at - 1], chain[at]];
  const set = permissionSet.exec(session?.principal ?? '')?.[1];
  // Only the record of the acting session itself says when it began.
  if (person === undefined || session === undefined || set === undefined) return unchanged(chain);
  if (acted.principal !== session.principal || acted.began === 0) return unchanged(chain);

  const asked = await askedFor(history, acted.began);
  const record = chosen(asked, { person: person.name, set, session });
  if (record === undefined) return unchanged(chain);
  const eventId = eventIdOf(record);
  const made: ChainHop = {
    ...session,
    how: text(record['eventName']),
    time: new Date(eventTimeOf(record)).toISOString(),
    eventId,
    seenBy: [accountOf(record)].filter((account) => account !== ''),
  };
  return { chain: chain.with(at, made), evidence: [eventId] };
}

function unchanged(chain: readonly ChainHop[]) {
  return { chain, evidence: [] };
}

/** The last one first. */
async function askedFor(history: History, began: number): Promise<readonly RawRecord[]> {
  const window = { from: began - askedWithinMs, to: began + 5_000, limit: mostAsked };
  const answers = await history.events(actions.map((action) => ({ where: { action }, ...window })));
  const ids = answers
    .flat()
    .filter(({ errorCode }) => errorCode === '')
    .toSorted((a, b) => b.time - a.time || (a.eventId < b.eventId ? -1 : 1))
    .map(({ eventId }) => eventId);
  const records = ids.length === 0 ? [] : await history.records(ids);
  return records.filter((record) => record !== undefined);
}

interface Wanted {
  readonly person: string;
  readonly set: string;
  readonly session: ChainHop;
}

/** Newer events leave out the person's name: then the event must be the only one that fits. */
function chosen(asked: readonly RawRecord[], wanted: Wanted): RawRecord | undefined {
  const fitting = asked.filter((record) => isFor(record, wanted));
  const named = fitting.find((record) => personIn(record) === wanted.person);
  const unnamed = fitting.filter((record) => personIn(record) === '');
  return named ?? (unnamed.length === 1 ? unnamed[0] : undefined);
}

function isFor(record: RawRecord, { set, session }: Wanted): boolean {
  const { role_name: role, account_id: account } = bag(record['serviceEventDetails']);
  const fits = text(account) === '' || text(account) === session.account;
  return text(role) === set && fits;
}

function personIn(record: RawRecord): string {
  const named = text(bag(record['userIdentity'])['userName']);
  return named || text(bag(record['additionalEventData'])['UserName']);
}
