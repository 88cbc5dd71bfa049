import { hourMs, isoTime } from '#src/model/time.ts';
import { prefix64Of } from '#src/normalize/address/cidr-table.ts';
import { defineEnrichment, type EnrichContext, type Subject } from '../enrichment.ts';
import type { Tally, TallyQuestion } from '../history.ts';
import type { NetworkSource, Networks } from '../networks.ts';
import { addressesUsed, monthBefore } from '../surroundings.ts';
import { networkChangesOf } from './changes/network-changes.ts';
import { Network, type NetworkAddress } from './schema.ts';
import { describe, type Source, sourcesOf } from './sources.ts';

const mostAddresses = 10;
const mostOthers = 10;
const mostEvidence = 20;

export const network = defineEnrichment({
  id: 'network',
  title: 'Where it came from, who else comes from there, and what it did to networks',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  configuredBy: [
    'accounts',
    'egress',
    'network.asn',
    'network.country',
    'network.anonymous',
    'network.awsRanges',
    'network.lists',
    'network.hosting',
  ],
  value: Network,
  timeoutMs: 30_000,
  needs: 'event to read an address from',

  appliesTo: ({ records }) => records.length > 0,

  async enrich(subject, context) {
    const { records } = subject;
    const sources = sourcesOf(records);
    const [addresses, { changes, more }] = await Promise.all([
      addressesOf(subject, sources.slice(0, mostAddresses), context),
      networkChangesOf(records, context.settings, context.history),
    ]);
    const evidence = new Set([
      ...addresses.map(({ eventId }) => eventId),
      ...changes.flatMap(({ eventId, beforeEventId }) => [eventId, beforeEventId ?? eventId]),
      ...addresses.flatMap(({ others }) => others.map(({ eventId }) => eventId)),
    ]);
    return {
      value: {
        addresses: [...addresses],
        total: sources.length,
        notLookedUp: notLookedUp(context.lookups.networks, sources),
        changes: [...changes],
        moreChanges: more,
      },
      evidence: [...evidence].slice(0, mostEvidence),
    };
  },
});

async function addressesOf(
  subject: Subject,
  sources: readonly Source[],
  context: EnrichContext,
): Promise<readonly NetworkAddress[]> {
  const asked = sources.filter(({ isIp }) => isIp);
  const questions = asked.map(({ address }) => usersOf(address, subject));
  const own = asked.length === 0 ? [] : [addressesUsed(subject, { actor: subject.actor.key })];
  const answers = await context.history.tally([...questions, ...own]);
  const used = answers[questions.length] ?? [];
  return sources.map((source) => {
    const at = asked.indexOf(source);
    const users = (answers[at] ?? []).filter(({ values }) => values[0] !== subject.actor.key);
    const others = users.slice(0, mostOthers).map((user) => userOf(user, subject));
    return {
      ...describe(source, context),
      actorCallsBefore: source.isIp ? callsFrom(source.address, used) : -1,
      others,
      moreOthers: users.length > others.length,
    };
  });
}

function usersOf(ip: string, subject: Subject): TallyQuestion {
  const { from } = monthBefore(subject);
  const to = (Math.floor(subject.lastSeen / hourMs) + 1) * hourMs;
  return { where: { ip }, from, to, by: ['actor'], limit: mostOthers + 2 };
}

/** A home's IPv6 address changes daily inside the same /64. */
function callsFrom(address: string, used: readonly Tally[]): number {
  const prefix = prefix64Of(address);
  return used
    .filter(({ values: [ip = ''] }) =>
      prefix === undefined ? ip === address : prefix64Of(ip) === prefix,
    )
    .reduce((sum, { count }) => sum + count, 0);
}

function userOf({ values, count, firstSeen, lastSeen, eventId }: Tally, subject: Subject) {
  const [actor = ''] = values;
  const person = personIn(subject.actor.key);
  return {
    actor,
    samePerson: person !== '' && personIn(actor) === person,
    count,
    firstSeen: isoTime(firstSeen),
    lastSeen: isoTime(lastSeen),
    eventId,
  };
}

function personIn(actor: string): string {
  const mark = actor.indexOf('#');
  return mark === -1 ? '' : actor.slice(mark + 1);
}

const settings: Readonly<Record<NetworkSource, string>> = {
  asn: 'network.asn: whose network it is is not known',
  country: 'network.country: countries are not known',
  awsRanges: 'network.awsRanges: machines at AWS look like any other',
  lists: 'network.lists: Tor, VPNs and the like are not recognized',
};

/** Only what would have been looked up: a service's name needs no file. */
function notLookedUp({ has }: Networks, sources: readonly Source[]): Network['notLookedUp'] {
  if (!sources.some(({ isIp }) => isIp)) return [];
  return (Object.keys(settings) as NetworkSource[])
    .filter((what) => !has[what])
    .map((what) => ({ what, why: `no file is configured as ${settings[what]}` }));
}
