import type { RawRecord } from '#src/model/cloud-event.ts';
import { actionOf } from '#src/normalize/action.ts';
import { resourcesOf } from '#src/normalize/resources.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { userAgentFamilyOf } from '#src/normalize/user-agent/family.ts';
import type { Subject } from '../enrichment.ts';
import type { Dimension, Where } from '../history.ts';
import type { NetworkInfo } from '../networks.ts';
import { isOnlyRegion } from './only-region.ts';
import { type FirstSeen, firstSeenDimensions } from './schema.ts';

export type FactDimension = FirstSeen['facts'][number]['dimension'];

/** What the history keeps of events; the others are looked up by address. */
type StoredDimension = Exclude<FactDimension, 'asn' | 'country'>;

export interface StoredValue {
  readonly dimension: StoredDimension;
  readonly value: string;
}

/** What the event that says most about who acted would be compared by. */
export function storedValues({ acting, records, actor, account }: Subject): readonly StoredValue[] {
  const record = acting ?? records[0] ?? {};
  const source = text(record['eventSource']);
  const region = text(record['awsRegion']);
  const texts: Readonly<Record<StoredDimension, string>> = {
    action: actionOf(record),
    service: source,
    region: isOnlyRegion(source, region) ? '' : region,
    ip: text(record['sourceIPAddress']),
    userAgent: userAgentFamilyOf(text(record['userAgent'])),
    accessKey: lastingKey(text(bag(record['userIdentity'])['accessKeyId'])),
    targetAccount: actor.account === undefined || actor.account === account ? '' : account,
    resource: resourcesOf(record)[0] ?? '',
  };
  return firstSeenDimensions
    .filter((dimension) => dimension !== 'asn' && dimension !== 'country')
    .map((dimension) => ({ dimension, value: texts[dimension] }))
    .filter(({ value }) => value !== '');
}

/** A session's key is new by its nature: only a user's own key can be a known one. */
function lastingKey(accessKey: string): string {
  return accessKey.startsWith('ASIA') ? '' : accessKey;
}

export function whereOf({ dimension, value }: StoredValue): Where {
  const column: Dimension = dimension === 'targetAccount' ? 'account' : dimension;
  return { [column]: value };
}

export const networkDimensions = ['asn', 'country'] as const;
export type NetworkDimension = (typeof networkDimensions)[number];

/** `AS64500 Example Networks`: the number alone tells nobody who that is. */
export function networkValue(info: NetworkInfo, dimension: NetworkDimension): string {
  if (dimension === 'country') return info.country ?? '';
  if (info.asn === undefined) return '';
  return `AS${info.asn}${info.organization === undefined ? '' : ` ${info.organization}`}`;
}

export function addressOf({ acting, records }: Subject): string {
  const record: RawRecord = acting ?? records[0] ?? {};
  return text(record['sourceIPAddress']);
}
