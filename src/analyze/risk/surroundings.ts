import ipaddr from 'ipaddr.js';
import type { RiskFactor } from '#src/model/alert.ts';
import type { CaseFile } from '../case-file.ts';
import { factorOf, type Reason, when } from './factor.ts';

const novelty = { action: 6, service: 3, region: 6, ip: 6, userAgent: 3, accessKey: 1 } as const;
const words = {
  action: 'action',
  service: 'service',
  region: 'region',
  ip: 'source address',
  userAgent: 'user agent',
  accessKey: 'access key',
} as const;

export function historyFactor({ alert, firstSeen }: CaseFile): RiskFactor {
  const ip = firstSeen?.facts.find(({ dimension }) => dimension === 'ip');
  // What an actor often does is still worth a look when it comes from where the actor never was.
  const isUsualPlace = ip === undefined || !ip.newForActor;
  const reasons = (firstSeen?.facts ?? []).flatMap((fact): readonly Reason[] => {
    const points = novelty[fact.dimension];
    const what = words[fact.dimension];
    if (fact.newForAccount && firstSeen?.enoughForAccount)
      return [{ points, why: `${what} new for this account in ${firstSeen.accountDays} days` }];
    if (fact.newForActor && firstSeen?.enoughForActor)
      return [
        {
          points: Math.ceil(points / 2),
          why: `${what} new for this actor in ${firstSeen.actorDays} days`,
        },
      ];
    if (fact.dimension !== 'action' || fact.actorCount < 5 || !isUsualPlace) return [];
    return [
      {
        points: -Math.min(14, 4 + 2 * Math.floor(Math.log2(fact.actorCount))),
        why: `the actor did this ${fact.actorCount} times before`,
      },
    ];
  });
  const evidence = alert.facts['first-seen']?.evidence ?? [];
  return factorOf('history', reasons, firstSeen?.note ?? 'nothing new and nothing usual', evidence);
}

export function networkFactor({ alert, config }: CaseFile): RiskFactor {
  const ips = alert.sourceIps.map(parseAddress).filter((ip) => ip !== undefined);
  const isOwn = (ip: ipaddr.IPv4 | ipaddr.IPv6) => config.egress.some((cidr) => isIn(ip, cidr));
  const fromServices = alert.sourceIps.length > 0 && alert.sourceIps.every(isServiceName);
  return factorOf(
    'network',
    [
      when(ips.length > 0 && ips.every(isOwn), -8, 'every address is one of our own'),
      when(
        config.egress.length > 0 && ips.some((ip) => isPublic(ip) && !isOwn(ip)),
        4,
        'an address that is not one of our own',
      ),
      when(fromServices, -2, 'the calls came from inside AWS'),
      when(alert.sourceIps.length > 3, 4, `${alert.sourceIps.length} different addresses`),
    ],
    'nothing is known about the address',
    alert.events.slice(0, 1),
  );
}

/** What stands in place of an address when a service called by itself. */
function isServiceName(source: string): boolean {
  return source === 'AWS Internal' || /^[a-z0-9.-]+\.amazonaws\.com$/.test(source);
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}

function isPublic(ip: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return !['private', 'loopback', 'linkLocal', 'uniqueLocal'].includes(ip.range());
}

function isIn(ip: ipaddr.IPv4 | ipaddr.IPv6, cidr: string): boolean {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return ip.kind() === network.kind() && ip.match(network, bits);
}

export function resourceFactor({ alert, config }: CaseFile): RiskFactor {
  const account = config.accounts.find(({ id }) => id === alert.account);
  const where = `account ${account?.name ?? alert.account}`;
  return factorOf(
    'resource',
    [
      when(account?.criticality === 3, 8, `${where} is vital`),
      when(account?.criticality === 2, 4, `${where} is important`),
      when(account?.criticality === 0, -8, `${where} is for trying things out`),
    ],
    'nothing is configured about this account',
    alert.events.slice(0, 1),
  );
}

export function chainFactor({ alert, roleChain }: CaseFile): RiskFactor {
  const tries = roleChain?.failedTries.length ?? 0;
  const accounts = new Set(alert.actor.chain.map(({ account }) => account).filter(Boolean));
  const failed = roleChain === undefined;
  return factorOf(
    'chain',
    [
      when(tries > 0, Math.min(10, 3 * tries), `${tries} role assumptions were refused before`),
      when(accounts.size > 1, 3, `the way here leads over ${accounts.size} accounts`),
      when(!failed && !alert.actor.chainComplete, 3, 'who came first is not certain'),
    ],
    failed ? 'the way here could not be followed' : 'the way here is known and ordinary',
    alert.facts['role-chain']?.evidence ?? [],
  );
}
