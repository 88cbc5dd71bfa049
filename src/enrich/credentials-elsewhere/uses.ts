import type { RawRecord } from '#src/model/cloud-event.ts';
import { isoTime } from '#src/model/time.ts';
import { sourceKindOf } from '#src/normalize/address/address-kind.ts';
import { clean } from '#src/normalize/derived/changes/words.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import type { EnrichContext } from '../enrichment.ts';
import type { Tally } from '../history.ts';
import type { CredentialsElsewhere } from './schema.ts';

export type Use = CredentialsElsewhere['usual'][number];

/** Where an address is, as seen from a machine at AWS. */
export type Place = 'outside' | 'aws' | 'own' | 'private' | 'public' | 'service';

const words: Readonly<Record<Place, string>> = {
  outside: 'outside AWS',
  aws: 'inside AWS',
  own: 'own egress',
  private: 'a private network',
  public: 'a public address (whether inside AWS is not known)',
  service: 'an AWS service',
};

export function placeOf(ip: string, { config, lookups }: EnrichContext): Place {
  const kind = sourceKindOf(ip, config);
  if (kind === 'own-egress') return 'own';
  if (kind === 'private') return 'private';
  if (kind !== 'public') return 'service';
  if (!lookups.networks.has.awsRanges) return 'public';
  return lookups.networks.lookup(ip).aws === undefined ? 'outside' : 'aws';
}

/** The alert's uses by address, in the order of their first calls. */
export function usesOf(records: readonly RawRecord[], context: EnrichContext): readonly Use[] {
  const sorted = records.toSorted((a, b) => eventTimeOf(a) - eventTimeOf(b));
  const byAddress = Map.groupBy(sorted, (record) => text(record['sourceIPAddress']));
  return [...byAddress].map(([ip, calls]) => {
    const first = calls[0] ?? {};
    return {
      ip: clean(ip),
      where: words[placeOf(ip, context)],
      calls: calls.length,
      firstSeen: isoTime(eventTimeOf(first)),
      lastSeen: isoTime(eventTimeOf(calls.at(-1) ?? first)),
      eventId: eventIdOf(first),
    };
  });
}

export function useOfTally(
  { values, count, firstSeen, lastSeen, eventId }: Tally,
  context: EnrichContext,
): Use {
  const [ip = ''] = values;
  return {
    ip: clean(ip),
    where: words[placeOf(ip, context)],
    calls: count,
    firstSeen: isoTime(firstSeen),
    lastSeen: isoTime(lastSeen),
    eventId,
  };
}
