import type { Config } from '#src/model/config.ts';
import { type Address, addressOf, blockOf, CidrTable } from './cidr-table.ts';

/** What stands in `sourceIPAddress`, as far as it can be told without any file. */
export type SourceKind =
  | 'own-egress'
  | 'aws-service'
  | 'aws-internal'
  | 'private'
  | 'public'
  | 'not-an-address';

/** Ranges of which nobody in the internet can be the sender. */
const notPublic: ReadonlySet<string> = new Set([
  'private',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
  'unspecified',
  'broadcast',
  'multicast',
]);

/**
 * CloudTrail writes a service's name where a service called by itself, and `AWS Internal` where AWS called for somebody.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function sourceKindOf(source: string, config: Config): SourceKind {
  if (source === 'AWS Internal') return 'aws-internal';
  const address = addressOf(source);
  if (address === undefined) return isServiceName(source) ? 'aws-service' : 'not-an-address';
  if (isOwnAddress(source, config)) return 'own-egress';
  return isPublic(address) ? 'public' : 'private';
}

/** True when somebody in the internet can be the sender. */
export function isPublic(address: Address): boolean {
  return !notPublic.has(address.range());
}

function isOwnAddress(address: string, config: Config): boolean {
  return egressOf(config).find(address) === true;
}

function isServiceName(source: string): boolean {
  return source.length <= 256 && /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/i.test(source);
}

/** One table for one configuration, however many alerts ask. */
const tables = new WeakMap<Config, CidrTable<true>>();

function egressOf(config: Config): CidrTable<true> {
  const known = tables.get(config);
  if (known !== undefined) return known;
  const table = new CidrTable<true>();
  for (const cidr of config.egress) {
    const block = blockOf(cidr);
    if (block !== undefined) table.add(block, true);
  }
  tables.set(config, table);
  return table;
}
