import type { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { areAllOwn, areSomeForeign, isServiceName } from '../addresses.ts';
import type { CaseFile } from '../case-file.ts';
import { inputOf, type Reason, type RiskInput, when } from './factor.ts';

const dayMs = 24 * 3_600_000;

const novelty = {
  action: 6,
  service: 3,
  region: 6,
  ip: 6,
  asn: 3,
  country: 4,
  userAgent: 3,
  accessKey: 1,
  targetAccount: 2,
  resource: 0,
} as const;
const words = {
  action: 'action',
  service: 'service',
  region: 'region',
  ip: 'source address',
  asn: 'network',
  country: 'country',
  userAgent: 'user agent',
  accessKey: 'access key',
  targetAccount: 'account acted in',
  resource: 'resource',
} as const;

type SeenFact = FirstSeen['facts'][number];

export function historyInput({ alert, firstSeen }: CaseFile): RiskInput {
  const reasons = (firstSeen?.facts ?? []).map((fact) => noveltyReason(fact, firstSeen));
  const habit = habitReason(firstSeen?.facts ?? [], Date.parse(alert.firstSeen));
  const evidence = alert.facts['first-seen']?.evidence ?? [];
  const otherwise = firstSeen?.note ?? 'nothing new and nothing usual';
  return inputOf('history', [...reasons, habit], otherwise, evidence);
}

function noveltyReason(fact: SeenFact, history: FirstSeen | undefined): Reason | undefined {
  const points = novelty[fact.dimension];
  const what = words[fact.dimension];
  if (fact.newForAccount && history?.enoughForAccount)
    return { points, why: `${what} new for this account in ${history.accountDays} days` };
  if (fact.newForActor && history?.enoughForActor)
    return {
      points: Math.ceil(points / 2),
      why: `${what} new for this actor in ${history.actorDays} days`,
    };
  return undefined;
}

/** What an actor often does is still worth a look when it comes from where the actor never was, or began today. */
function habitReason(facts: readonly SeenFact[], time: number): Reason | undefined {
  const isOld = ({ actorSince }: SeenFact) =>
    actorSince !== undefined && Date.parse(actorSince) <= time - dayMs;
  const action = facts.find(({ dimension }) => dimension === 'action');
  const ip = facts.find(({ dimension }) => dimension === 'ip');
  if (action === undefined || action.actorCount < 5 || !isOld(action)) return undefined;
  if (ip !== undefined && !isOld(ip)) return undefined;
  const points = -Math.min(14, 4 + 2 * Math.floor(Math.log2(action.actorCount)));
  return { points, why: `the actor did this ${action.actorCount} times before` };
}

export function networkInput({ alert, config }: CaseFile): RiskInput {
  const fromServices = alert.sourceIps.length > 0 && alert.sourceIps.every(isServiceName);
  return inputOf(
    'network',
    [
      when(areAllOwn(alert.sourceIps, config), -8, 'every address is one of our own'),
      when(areSomeForeign(alert.sourceIps, config), 4, 'an address that is not one of our own'),
      when(fromServices, -2, 'the calls came from inside AWS'),
      when(alert.sourceIps.length > 3, 4, `${alert.sourceIps.length} different addresses`),
    ],
    'nothing is known about the address',
    alert.events.slice(0, 1),
  );
}

export function resourceInput({ alert, config }: CaseFile): RiskInput {
  const account = config.accounts.find(({ id }) => id === alert.account);
  const where = `account ${account?.name ?? alert.account}`;
  return inputOf(
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

export function chainInput({ alert, roleChain }: CaseFile): RiskInput {
  const tries = roleChain?.failedTries.length ?? 0;
  const accounts = new Set(alert.actor.chain.map(({ account }) => account).filter(Boolean));
  const failed = roleChain === undefined;
  return inputOf(
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
