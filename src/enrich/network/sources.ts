import { isIP } from 'node:net';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { sourceKindOf } from '#src/normalize/address/address-kind.ts';
import { prefix64Of } from '#src/normalize/address/cidr-table.ts';
import { clean } from '#src/normalize/derived/changes/words.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { text } from '#src/normalize/untyped.ts';
import type { EnrichContext } from '../enrichment.ts';
import type { NetworkInfo } from '../networks.ts';
import type { AddressKind, NetworkAddress } from './schema.ts';

/** One address of the alert, and the calls that came from it. */
export interface Source {
  readonly address: string;
  readonly isIp: boolean;
  readonly calls: readonly RawRecord[];
}

/** Those with most calls first. */
export function sourcesOf(records: readonly RawRecord[]): readonly Source[] {
  const byAddress = Map.groupBy(records, (record) => text(record['sourceIPAddress']));
  return [...byAddress]
    .filter(([address]) => address !== '')
    .map(([address, calls]) => ({ address, calls, isIp: isIP(address) !== 0 }))
    .toSorted((a, b) => b.calls.length - a.calls.length || (a.address < b.address ? -1 : 1));
}

type Described = Omit<NetworkAddress, 'actorCallsBefore' | 'others' | 'moreOthers'>;

/** What is known about the address without asking the history. */
export function describe({ address, isIp, calls }: Source, context: EnrichContext): Described {
  const { config, lookups } = context;
  const [first = {}] = calls;
  const info: NetworkInfo = isIp ? lookups.networks.lookup(address) : {};
  const prefix64 = prefix64Of(address);
  const vpcEndpoint = endpointOf(calls, context);
  const { location: _, lists = [], ...told } = info;
  return {
    address: clean(address),
    kind: kindOf(sourceKindOf(address, config), vpcEndpoint !== undefined, info),
    ...told,
    lists: [...lists].slice(0, 20),
    ...(prefix64 === undefined ? {} : { prefix64 }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
    calls: calls.length,
    eventId: eventIdOf(first),
  };
}

function kindOf(kind: AddressKind, overEndpoint: boolean, { aws }: NetworkInfo): AddressKind {
  if (kind === 'private' && overEndpoint) return 'vpc-endpoint';
  return kind === 'public' && aws !== undefined ? 'aws-range' : kind;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
function endpointOf(
  calls: readonly RawRecord[],
  { settings }: EnrichContext,
): NetworkAddress['vpcEndpoint'] {
  const call = calls.find((record) => text(record['vpcEndpointId']) !== '');
  if (call === undefined) return undefined;
  const account = text(call['vpcEndpointAccountId']);
  const isKnown = /^\d{12}$/.test(account);
  const isOurs = settings.ownAccounts.has(account) || account === text(call['recipientAccountId']);
  return {
    id: clean(text(call['vpcEndpointId'])),
    ...(isKnown ? { account } : {}),
    own: !isKnown || isOurs,
  };
}
