import { isIPv4, isIPv6 } from 'node:net';

/**
 * The neighbourhood of an address: /24 of IPv4, /48 of IPv6, for homes and offices change their address within it. What
 * is no address, such as the name of a service that called, is its own network.
 */
export function prefixOf(ip: string): string {
  if (isIPv4(ip)) return `${ip.slice(0, ip.lastIndexOf('.'))}.0/24`;
  if (!isIPv6(ip)) return ip;
  const [head = ''] = ip.toLowerCase().split('::', 1);
  const groups = [...head.split(':'), '0', '0', '0'].slice(0, 3);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '') || '0').join(':')}::/48`;
}
