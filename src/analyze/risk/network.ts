import type { NetworkAddress } from '#src/enrich/network/schema.ts';
import { counted } from '#src/model/plural.ts';
import { areAllOwn, areAllServices, areSomeForeign } from '../addresses.ts';
import type { CaseFile } from '../case-file.ts';
import { joinWords, plain } from '../narrative/plain.ts';
import { provenClassOf } from '../proven-actor.ts';
import { inputOf, type Reason, type Reasons, type RiskInput, when } from './factor.ts';

export function networkInput(file: CaseFile): RiskInput {
  const { alert, config } = file;
  const fromServices = areAllServices(alert.sourceIps, config);
  const areOwn = areAllOwn(alert.sourceIps, config);
  return inputOf(
    'network',
    [
      when(areOwn, -8, 'every address is one of our own'),
      when(areSomeForeign(alert.sourceIps, config), 4, 'an address that is not one of our own'),
      when(
        fromServices,
        ['unknown', 'workload'].includes(alert.actor.class) ? -18 : -2,
        'the calls came from inside AWS',
      ),
      when(alert.sourceIps.length > 3, 4, `${alert.sourceIps.length} different addresses`),
      ...addressReasons(file),
      ...placeReasons(file),
      intelligenceReason(file),
    ],
    'nothing is known about the address',
    alert.events.slice(0, 1),
  );
}

function addressReasons(file: CaseFile): Reasons {
  const { network, alert } = file;
  const addresses = network?.addresses ?? [];
  const listed = addresses.filter(({ lists }) => lists.length > 0);
  const lists = [...new Set(listed.flatMap((address) => address.lists))];
  const hosted = addresses.filter((address) => isHosted(address));
  const strange = addresses.filter(({ vpcEndpoint }) => vpcEndpoint?.own === false);
  const shared = addresses.length > 0 && addresses.every((address) => isSharedPlace(address));
  const isPerson =
    ['human', 'unknown'].includes(provenClassOf(file)) || alert.actor.kind === 'iam-user';
  return [
    when(
      listed.length > 0,
      lists.includes('tor') ? 10 : 6,
      `the address is on the list ${joinWords(lists.slice(0, 3).map((list) => plain(list, 30)))}`,
      idsOf(listed),
    ),
    when(
      hosted.length > 0 && isPerson,
      5,
      `${alert.actor.class === 'human' ? 'a person' : 'the actor'} came from a network that rents out machines (${plain(hosted[0]?.organization ?? 'unnamed', 60)})`,
      idsOf(hosted),
    ),
    when(
      strange.length > 0,
      8,
      'it came through a VPC endpoint of a strange account',
      idsOf(strange),
    ),
    when(
      shared,
      -3,
      'others of the organisation have used the same address for long',
      idsOf(addresses),
    ),
  ];
}

function isHosted({ hosting, kind, actorCallsBefore }: NetworkAddress): boolean {
  return hosting === true && ['public', 'aws-range'].includes(kind) && actorCallsBefore < 5;
}

/** The thief of several keys also makes an address look shared: others must have been there well before. */
function isSharedPlace({ kind, others, actorCallsBefore }: NetworkAddress): boolean {
  return kind === 'public' && others.length >= 3 && actorCallsBefore >= 5;
}

function idsOf(addresses: readonly NetworkAddress[]): readonly string[] {
  return addresses.slice(0, 5).map(({ eventId }) => eventId);
}

function placeReasons({ travel, elsewhere, alert }: CaseFile): Reasons {
  const travelled = alert.facts['impossible-travel']?.evidence ?? [];
  const used = elsewhere?.elsewhere.map(({ eventId }) => eventId) ?? [];
  const byCountry = travel?.method === 'country';
  return [
    when(
      travel?.impossible === true,
      byCountry ? 10 : 14,
      plain(travel?.text ?? '', 200),
      travelled,
    ),
    when(
      travel?.newCountry === true && !travel.impossible,
      4,
      `${alert.actor.class === 'human' ? 'this person' : 'this actor'} was not seen in this country before`,
      travelled,
    ),
    when(elsewhere?.verdict === 'outside-aws', 16, plain(elsewhere?.text ?? '', 200), used),
    when(
      elsewhere?.verdict === 'new-address',
      elsewhere?.atOnce === true ? 12 : 6,
      plain(elsewhere?.text ?? '', 200),
      used,
    ),
    when(elsewhere?.verdict === 'expected', -3, 'the machine used its credentials where it runs'),
  ];
}

const weights = { ip: 18, accessKey: 20, arn: 14, domain: 10, userAgent: 10 } as const;

function intelligenceReason({ intelligence }: CaseFile): Reason | undefined {
  const hits = intelligence?.hits ?? [];
  const [worst] = hits.toSorted((a, b) => weights[b.kind] - weights[a.kind]);
  if (worst === undefined) return undefined;
  const more = hits.length === 1 ? '' : `, and ${counted(hits.length - 1, 'more match')}`;
  return {
    points: weights[worst.kind],
    why: `${plain(worst.value, 80)} is named by ${plain(worst.source, 60)}${more}`,
    evidence: [...new Set(hits.map(({ eventId }) => eventId))].slice(0, 5),
  };
}
