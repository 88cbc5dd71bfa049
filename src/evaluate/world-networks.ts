import type { NetworkInfo, Networks } from '#src/enrich/networks.ts';
import type { World } from './case/format.ts';

/** What the world knows about addresses, as the files of a user would. */
export function networksOf({ networks }: World): Networks {
  const byAddress = new Map(Object.entries(networks).map(([ip, known]) => [ip, infoOf(known)]));
  return {
    has: { asn: true, country: true, awsRanges: false, lists: true },
    lookup: (ip) => byAddress.get(ip) ?? {},
  };
}

function infoOf({ latitude, longitude, ...known }: World['networks'][string]): NetworkInfo {
  const given = Object.fromEntries(
    Object.entries(known).filter(([, value]) => value !== undefined),
  ) as NetworkInfo;
  if (latitude === undefined || longitude === undefined) return given;
  return { ...given, location: { latitude, longitude } };
}
