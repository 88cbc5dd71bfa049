import ipaddr from 'ipaddr.js';
import { isoTime } from '#src/model/time.ts';
import { isPublic } from '#src/normalize/address/address-kind.ts';
import { addressOf } from '#src/normalize/address/cidr-table.ts';
import type { Tally } from '../history.ts';
import type { Networks } from '../networks.ts';
import type { Credentials } from './schema.ts';

interface Network {
  readonly name: string;
  /** Only networks of one kind are compared: a machine has an IPv4 and an IPv6 address, and private ones besides. */
  readonly kind: 'as' | 'ipv4' | 'ipv6' | 'private';
}

/** Undefined for what is no address: calls through AWS services carry the service's name. */
function networkOf(ip: string, networks: Networks): Network | undefined {
  const address = addressOf(ip);
  if (address === undefined) return undefined;
  if (!isPublic(address)) return { name: 'private addresses', kind: 'private' };
  const { asn, organization } = networks.lookup(ip);
  if (asn !== undefined) return { name: `AS${asn} ${organization ?? ''}`.trim(), kind: 'as' };
  const isV4 = address.kind() === 'ipv4';
  const bits = isV4 ? 24 : 48;
  const block = isV4
    ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
    : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`);
  return { name: `${block}/${bits}`, kind: isV4 ? 'ipv4' : 'ipv6' };
}

interface Sighting extends Network {
  readonly ip: string;
  readonly hour: number;
  readonly tally: Tally;
}

const mostNetworks = 8;
const mostIps = 4;

/** From the rows of a tally by address and hour. */
export function networksIn(
  rows: readonly Tally[],
  networks: Networks,
): Pick<Credentials, 'networks' | 'atOnce'> {
  const sightings = rows.flatMap((tally): Sighting[] => {
    const [ip = '', hour = ''] = tally.values;
    const network = networkOf(ip, networks);
    return network === undefined ? [] : [{ ...network, ip, hour: Number(hour), tally }];
  });
  const byName = [...Map.groupBy(sightings, ({ name }) => name)];
  const atOnce = atOnceIn(sightings);
  return {
    networks: byName
      .map(([network, those]) => summed(network, those))
      .toSorted((a, b) => b.count - a.count || (a.network < b.network ? -1 : 1))
      .slice(0, mostNetworks),
    ...(atOnce && { atOnce }),
  };
}

function summed(network: string, those: readonly Sighting[]): Credentials['networks'][number] {
  const tallies = those.map(({ tally }) => tally);
  const first = tallies.reduce((a, b) => (b.firstSeen < a.firstSeen ? b : a));
  const last = Math.max(...tallies.map(({ lastSeen }) => lastSeen));
  return {
    network,
    ips: [...new Set(those.map(({ ip }) => ip))].slice(0, mostIps),
    count: tallies.reduce((sum, { count }) => sum + count, 0),
    firstSeen: isoTime(first.firstSeen),
    lastSeen: isoTime(last),
    eventId: first.eventId,
  };
}

function atOnceIn(sightings: readonly Sighting[]): Credentials['atOnce'] {
  const compared = sightings.filter(({ kind }) => kind !== 'private');
  const groups = Map.groupBy(compared, ({ hour, kind }) => `${hour} ${kind}`);
  const shared = [...groups.values()]
    .map((those) => ({
      hour: those[0]?.hour ?? 0,
      networks: [...new Set(those.map(({ name }) => name))].toSorted(),
    }))
    .filter((group) => group.networks.length > 1)
    .toSorted((a, b) => a.hour - b.hour);
  const [first] = shared;
  if (first === undefined) return undefined;
  return {
    hour: isoTime(first.hour),
    networks: first.networks.slice(0, mostNetworks),
    hours: new Set(shared.map(({ hour }) => hour)).size,
  };
}
