import type { ChainHop } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf, timeOf } from '#src/normalize/event-time.ts';
import { type Bag, bag, list, text } from '#src/normalize/untyped.ts';
import type { History } from '../history.ts';

type Details = Pick<
  ChainHop,
  'ip' | 'region' | 'mfa' | 'sourceIdentity' | 'externalId' | 'sessionPolicy' | 'durationSeconds'
>;

const longest = 256;

/** Adds to each hop what the record of its event says; all records are asked for at once. */
export async function withDetails(
  chain: readonly ChainHop[],
  acting: RawRecord,
  history: History,
): Promise<ChainHop[]> {
  const known = new Map([[eventIdOf(acting), acting]]);
  const ids = [...new Set(chain.flatMap(({ eventId }) => eventId ?? []))];
  const missing = ids.filter((id) => !known.has(id));
  const records = missing.length === 0 ? [] : await history.records(missing);
  for (const [index, id] of missing.entries()) known.set(id, records[index] ?? {});
  return chain.map((hop) => {
    const record = known.get(hop.eventId ?? '');
    if (record === undefined) return hop;
    return { ...hop, ...(isMade(hop) ? detailsOf(record) : placeOf(record)) };
  });
}

/** Hops that an event made say in whose trails it is; the others are only shown by what came next. */
function isMade({ seenBy }: ChainHop): boolean {
  return seenBy !== undefined;
}

/** Where somebody was, and whether with MFA, who is shown by a call of its own. */
function placeOf(record: RawRecord): Details {
  const identity = bag(record['userIdentity']);
  const mfa = mfaOf(record, identity);
  return {
    ...whenSaid('ip', record['sourceIPAddress']),
    ...whenSaid('region', record['awsRegion']),
    ...(mfa !== undefined && { mfa }),
  };
}

function detailsOf(record: RawRecord): Details {
  const request = bag(record['requestParameters']);
  const response = bag(record['responseElements']);
  const context = bag(bag(record['userIdentity'])['sessionContext']);
  const duration = durationOf(record, request, response);
  const sourceIdentity =
    text(request['sourceIdentity']) ||
    text(response['sourceIdentity']) ||
    text(context['sourceIdentity']);
  return {
    ...placeOf(record),
    ...whenSaid('sourceIdentity', sourceIdentity),
    ...whenSaid('externalId', request['externalId']),
    sessionPolicy: hasPolicy(request),
    ...(duration !== undefined && { durationSeconds: duration }),
  };
}

function whenSaid<Key extends string>(key: Key, value: unknown): { [Name in Key]?: string } {
  const said = text(value).slice(0, longest);
  return said === '' ? {} : ({ [key]: said } as { [Name in Key]: string });
}

/** Who gives the number of a device gives its code too, or STS refuses. */
function mfaOf(record: RawRecord, identity: Bag): boolean | undefined {
  if (text(bag(record['requestParameters'])['serialNumber']) !== '') return true;
  const used = text(bag(record['additionalEventData'])['MFAUsed']);
  if (used !== '') return used === 'Yes';
  const said = bag(bag(identity['sessionContext'])['attributes'])['mfaAuthenticated'];
  return said === undefined || said === null ? undefined : String(said) === 'true';
}

/** AssumeRoot always narrows what the session may do to one task. */
function hasPolicy(request: Bag): boolean {
  return (
    text(request['policy']) !== '' ||
    text(bag(request['taskPolicyArn'])['arn']) !== '' ||
    list(request['policyArns']).length > 0
  );
}

/** No credentials of STS last longer than 36 hours. */
const longestSeconds = 36 * 3_600;

function durationOf(record: RawRecord, request: Bag, response: Bag): number | undefined {
  const asked = Number(request['durationSeconds'] ?? Number.NaN);
  const expires = expiryOf(text(bag(response['credentials'])['expiration']));
  const lasts = expires === 0 ? asked : Math.round((expires - eventTimeOf(record)) / 1000);
  const seconds = Number.isNaN(asked) ? lasts : asked;
  return seconds > 0 && seconds <= longestSeconds ? seconds : undefined;
}

/** STS writes `Nov 14, 2026, 8:00:00 PM` (UTC) in its responses, with any kind of space before the last word. */
function expiryOf(written: string): number {
  if (written === '' || written.length > 64) return 0;
  const iso = timeOf(written);
  if (iso > 0) return iso;
  const time = Date.parse(`${written.replaceAll(/\s/gu, ' ')} UTC`);
  return Number.isNaN(time) ? 0 : time;
}
