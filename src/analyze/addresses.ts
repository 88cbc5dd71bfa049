import ipaddr from 'ipaddr.js';
import type { Config } from '#src/model/config.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** True when there are addresses and each lies in one of our own ranges. */
export function areAllOwn(sources: readonly string[], { egress }: Config): boolean {
  const addresses = sources.map(parse).filter((address) => address !== undefined);
  return addresses.length > 0 && addresses.every((address) => isOwn(address, egress));
}

/** True when one is public and not ours; false when nobody said which ranges are. */
export function areSomeForeign(sources: readonly string[], { egress }: Config): boolean {
  if (egress.length === 0) return false;
  const addresses = sources.map(parse).filter((address) => address !== undefined);
  return addresses.some((address) => isPublic(address) && !isOwn(address, egress));
}

/** What stands in place of an address when a service called by itself. */
export function isServiceName(source: string): boolean {
  return source === 'AWS Internal' || /^[a-z0-9.-]+\.amazonaws\.com$/.test(source);
}

function parse(text: string): Address | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}

function isPublic(address: Address): boolean {
  return !['private', 'loopback', 'linkLocal', 'uniqueLocal'].includes(address.range());
}

function isOwn(address: Address, egress: readonly string[]): boolean {
  return egress.some((cidr) => {
    const [network, bits] = ipaddr.parseCIDR(cidr);
    return address.kind() === network.kind() && address.match(network, bits);
  });
}
