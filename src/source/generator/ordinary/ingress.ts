import type { Json } from '../caller.ts';

/** One port opened to one range, as EC2 writes it in a request. */
export function ingress(port: number, range: string): Json {
  return {
    items: [
      {
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        groups: {},
        ipRanges: { items: [{ cidrIp: range }] },
        ipv6Ranges: {},
        prefixListIds: {},
      },
    ],
  };
}
