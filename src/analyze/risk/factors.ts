import ipaddr from 'ipaddr.js';
import type { RiskFactor } from '#src/model/alert.ts';
import type { Severity } from '#src/model/severity.ts';
import { isNamedBy } from '#src/normalize/actor/actor-class.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { type Bag, bag, text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { plain } from '../narrative/plain.ts';
import { factorOf, type Reason, when } from './factor.ts';

/** The rule's own word is where the judgement starts; what else is known moves it. */
const base: Readonly<Record<Severity, number>> = {
  informational: 4,
  low: 12,
  medium: 30,
  high: 50,
  critical: 66,
};

export function actionFactor(file: CaseFile): RiskFactor {
  const { alert, rule, evidence } = file;
  const failed = evidence.records.filter((record) => text(record['errorCode']) !== '').length;
  const allFailed = failed > 0 && failed === evidence.records.length;
  const stories = (alert.story?.alerts.length ?? 1) - 1;
  return factorOf(
    'action',
    [
      {
        points: base[alert.severity],
        why: `the rule “${plain(rule.title, 120)}” is of severity ${alert.severity}`,
      },
      when(allFailed && alert.correlation === undefined, -15, 'no call succeeded'),
      when(stories > 0, Math.min(12, 4 * stories), `part of one act with ${stories} other alerts`),
      when(alert.correlation !== undefined, 5, 'several events together, not one'),
    ],
    'nothing about the action',
    alert.events.slice(0, 5),
  );
}

export function actorFactor(file: CaseFile): RiskFactor {
  const { alert, through, config } = file;
  const { actor } = alert;
  const isBreakGlass = config.identities.breakGlass.some((pattern) => isNamedBy(pattern, actor));
  return factorOf(
    'actor',
    [
      when(actor.kind === 'root', 14, 'the root user can do everything and should do nothing'),
      when(actor.kind === 'anonymous', 10, 'nobody signed in'),
      when(isBreakGlass, 8, 'an identity for emergencies'),
      when(isForeign(file), 10, 'an actor of an account that is not one of ours'),
      when(actor.class === 'aws-service', -22, 'an AWS service acted by itself'),
      when(actor.class === 'ci', -12, 'an automation that deploys'),
      when(actor.class === 'workload', 3, 'a workload, which seldom does what people do'),
      when(actor.class === 'ai-agent', 4, 'an AI agent acted with somebody’s rights'),
      when(
        through?.kind === 'offensive-tool',
        18,
        `the tool names itself ${plain(through?.tool ?? '', 40)}`,
      ),
      contradictionReason(file),
    ],
    `${actor.kind} of class ${actor.class}, nothing special`,
    alert.events.slice(0, 1),
  );
}

function isForeign({ alert, settings }: CaseFile): boolean {
  const { account, crossAccount } = alert.actor;
  return crossAccount && account !== undefined && !settings.ownAccounts.has(account);
}

function contradictionReason({ through }: CaseFile): Reason | undefined {
  if (through?.contradiction === undefined) return undefined;
  return {
    points: 8,
    why: `the user agent contradicts itself: ${plain(through.contradiction, 160)}`,
  };
}

export function permissionsFactor({ alert, acts, settings }: CaseFile): RiskFactor {
  const succeeded = acts.filter((record) => text(record['errorCode']) === '');
  const derived = succeeded.map((record) => bag(deriveFields(record, settings)['cairn']));
  const any = (test: (cairn: Bag) => boolean) => derived.some(test);
  const isAdmin = any((cairn) => bag(cairn['policy'])['adminEquivalent'] === true);
  return factorOf(
    'permissions',
    [
      when(isAdmin, 16, 'it gives administrator rights'),
      when(
        !isAdmin && any((cairn) => holds(bag(cairn['policy'])['escalation'])),
        10,
        'it gives rights that lead to more rights',
      ),
      when(
        any((cairn) => bag(cairn['trust'])['public'] === true),
        18,
        'it lets anyone on AWS assume a role',
      ),
      when(
        any((cairn) => holds(bag(cairn['trust'])['externalAccounts'])),
        12,
        'it lets an account that is not ours assume a role',
      ),
      when(
        any((cairn) => bag(cairn['exposure'])['public'] === true),
        14,
        'it opens a resource to everyone',
      ),
      when(
        any((cairn) => holds(bag(cairn['exposure'])['externalAccounts'])),
        12,
        'it gives an account that is not ours access',
      ),
      when(
        any((cairn) => bag(cairn['network'])['sensitivePort'] === true),
        8,
        'it opens a sensitive port to the world',
      ),
      when(
        any((cairn) => cairn['self'] === true && isAdmin),
        6,
        'the actor gave them to itself',
      ),
    ],
    'no rights were given or widened, as far as the events show',
    alert.events.slice(0, 5),
  );
}

function holds(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

export function timeFactor({ alert, window }: CaseFile): RiskFactor {
  const at = `${alert.firstSeen.slice(11, 16)} UTC`;
  return factorOf(
    'time',
    [
      when(
        window?.inside === true,
        -12,
        `inside the maintenance window ${window?.name ?? ''}`.trim(),
      ),
      when(
        window?.inside === false,
        5,
        `outside the maintenance window ${window?.name ?? ''}`.trim(),
      ),
    ],
    `${at}; no maintenance window is configured for this account`,
    alert.events.slice(0, 1),
  );
}

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
    if (fact.dimension !== 'action' || fact.actorCount < 5) return [];
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
  const fromServices = alert.sourceIps.length > 0 && ips.length === 0;
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
