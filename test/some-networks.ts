import type { NetworkInfo, Networks } from '#src/enrich/networks.ts';

/** Networks that know exactly these addresses; by default with all kinds of files there. */
export function someNetworks(
  known: Readonly<Record<string, NetworkInfo>>,
  has: Partial<Networks['has']> = {},
): Networks {
  const all = { asn: true, country: true, awsRanges: true, lists: true };
  return {
    has: { ...all, ...has },
    lookup: (ip) => new Map(Object.entries(known)).get(ip) ?? {},
  };
}
