import { ImpossibleTravel } from '#src/enrich/impossible-travel/schema.ts';
import { CallInterface } from '#src/enrich/interface/schema.ts';
import { Network, type NetworkAddress, type NetworkChange } from '#src/enrich/network/schema.ts';
import { ThreatIntelligence } from '#src/enrich/threat-intelligence/schema.ts';
import { counted } from '#src/model/plural.ts';
import { benign, fewOf, joined, plainly, risky, type Said, unknown } from '../said.ts';
import { teller } from './teller.ts';

const mostAddresses = 3;
const mostChanges = 5;
const mostHits = 5;

const kinds: Readonly<Record<NetworkAddress['kind'], string>> = {
  'own-egress': 'one of our own',
  'aws-service': 'an AWS service',
  'aws-internal': 'AWS itself',
  'vpc-endpoint': 'over a VPC endpoint',
  private: 'a private address',
  'aws-range': 'a machine at AWS',
  public: 'public',
  'not-an-address': 'not an address',
};

export const network = teller('network', 'network', Network, (value) => {
  const { addresses, total, notLookedUp, changes, moreChanges } = value;
  const shown = addresses.slice(0, mostAddresses).map(addressSaid);
  const hidden = total - shown.length;
  const changed = changes.slice(0, mostChanges).map(networkChangeSaid);
  return [
    ...shown,
    ...(hidden > 0 ? [plainly(`and ${hidden} more`)] : []),
    ...changed,
    ...(moreChanges || changes.length > mostChanges
      ? [plainly('and more changes of networks')]
      : []),
    ...notLookedUp.map(({ what, why }) => unknown(`${what} not looked up: ${why}`)),
  ];
});

function addressSaid(address: NetworkAddress): Said {
  const { address: text, kind, asn, organization, city, country, hosting, lists } = address;
  const endpoint = address.vpcEndpoint;
  const said = joined([
    kinds[kind],
    asn !== undefined && joined([`AS${asn}`, organization], ' '),
    joined([city, country], ' '),
    hosting === true && 'machines for rent',
    lists.length > 0 && `on the list ${lists.join(', ')}`,
    address.aws && `range of ${address.aws.service} in ${address.aws.region}`,
    endpoint && joined([endpoint.id, !endpoint.own && 'of another organisation'], ' '),
    usedBefore(address),
    address.others.length > 0 &&
      `also used by ${counted(address.others.length, 'other actor')}${address.moreOthers ? ' and more' : ''}`,
  ]);
  return { tone: toneOf(address), text: `${text}: ${said}` };
}

function usedBefore({ actorCallsBefore }: NetworkAddress): string {
  if (actorCallsBefore < 0) return '';
  if (actorCallsBefore === 0) return 'not used by this actor in the month before';
  return `used by this actor before (${counted(actorCallsBefore, 'call')} in a month)`;
}

function toneOf({ kind, hosting, lists, vpcEndpoint }: NetworkAddress): Said['tone'] {
  if (lists.length > 0 || hosting === true || vpcEndpoint?.own === false) return 'risky';
  if (kind === 'own-egress' || kind === 'aws-service' || kind === 'aws-internal') return 'benign';
  return 'plain';
}

function networkChangeSaid(change: NetworkChange): Said {
  const { call, resource, before, after, reach, world, sensitive, tried } = change;
  const marks = joined([world && 'to or from anywhere', sensitive && 'a port for logins or data']);
  const text = `${joined([call, resource], ' ')}: before ${before}; ${tried ? 'would be' : 'now'} ${after}${marks === '' ? '' : ` (${marks})`}`;
  if (reach === 'less') return benign(text);
  return reach === 'more' && !tried ? risky(text) : plainly(text);
}

export const impossibleTravel = teller('impossible-travel', 'travel', ImpossibleTravel, (value) => {
  const { text, impossible, newCountry } = value;
  const said = newCountry === true ? `${text} This actor was not seen there in 30 days.` : text;
  return [impossible || newCountry === true ? risky(said) : plainly(said)];
});

export const threatIntelligence = teller(
  'threat-intelligence',
  'intelligence',
  ThreatIntelligence,
  ({ indicators, checked, hits, more }) => {
    if (hits.length === 0)
      return [
        plainly(
          `none of ${counted(checked, 'value')} is among ${counted(indicators, 'indicator')}`,
        ),
      ];
    const said = hits.slice(0, mostHits).map(({ kind, value, indicator, source, note, where }) => {
      const by = indicator === value ? '' : ` (by ${indicator})`;
      return risky(
        joined([`${kind} ${value}${by} in the ${where} is known to ${source}`, note], ': '),
      );
    });
    return more || hits.length > mostHits ? [...said, risky('and more indicators')] : said;
  },
);

export const callInterface = teller('interface', 'came through', CallInterface, (value) => {
  const { kind, tool, version, language, command, contradiction } = value;
  const text = `${joined([tool, version], ' ')}, as it says of itself${joined([language, command && `command ${fewOf([command], 1)}`]) === '' ? '' : ` (${joined([language, command])})`}`;
  if (contradiction !== undefined) return [risky(`${text}; but ${contradiction}`)];
  return [kind === 'offensive-tool' ? risky(`${text}: an attack tool`) : plainly(text)];
});
