import type { NetworkInfo, Networks } from '#src/enrich/networks.ts';
import type { CidrTable } from '#src/normalize/address/cidr-table.ts';
import { hostingNetworks } from './hosting-networks.ts';
import type { AskMmdb } from './mmdb-file.ts';
import { readMmdbRecord } from './mmdb-record.ts';

/** What the user supplied, opened. */
export interface NetworkFiles {
  readonly asn?: AskMmdb;
  readonly country?: AskMmdb;
  readonly anonymous?: AskMmdb;
  readonly awsRanges?: CidrTable<NonNullable<NetworkInfo['aws']>>;
  /** By the name of the list. */
  readonly lists?: ReadonlyMap<string, CidrTable<true>>;
  /** Autonomous systems that rent out machines, besides the well-known ones. */
  readonly hosting?: readonly number[];
}

/** Alerts of one run share their addresses; the number of those that are remembered is bounded. */
const mostRemembered = 20_000;

export function networksFrom(files: NetworkFiles): Networks {
  const { asn, country, anonymous, awsRanges, lists = new Map() } = files;
  const known = new Map<string, NetworkInfo>();
  return {
    has: {
      asn: asn !== undefined,
      country: country !== undefined,
      awsRanges: awsRanges !== undefined,
      lists: lists.size > 0 || anonymous !== undefined,
    },
    lookup(ip) {
      const remembered = known.get(ip);
      if (remembered !== undefined) return remembered;
      const info = infoOf(ip, files);
      if (known.size >= mostRemembered) known.clear();
      known.set(ip, info);
      return info;
    },
  };
}

function infoOf(ip: string, files: NetworkFiles): NetworkInfo {
  const { lists = new Map<string, CidrTable<true>>(), hosting = [] } = files;
  // One file may tell several things, and two keys may name one file.
  const asked = new Set([files.asn, files.country, files.anonymous]);
  const answers = [...asked]
    .filter((ask) => ask !== undefined)
    .map((ask) => readMmdbRecord(ask(ip)));
  const told: NetworkInfo = Object.assign({}, ...answers);
  const holding = [...lists].filter(([, table]) => table.find(ip) === true).map(([name]) => name);
  const names = [...new Set([...answers.flatMap(({ lists: named = [] }) => named), ...holding])];
  const aws = files.awsRanges?.find(ip);
  const isHosting =
    told.hosting === true || holding.includes('hosting') || rentsOut(told.asn, hosting);
  return {
    ...told,
    ...(aws === undefined ? {} : { aws }),
    ...(isHosting ? { hosting: true } : {}),
    ...(names.length === 0 ? {} : { lists: names }),
  };
}

function rentsOut(asn: number | undefined, hosting: readonly number[]): boolean {
  return asn !== undefined && (hostingNetworks.has(asn) || hosting.includes(asn));
}
