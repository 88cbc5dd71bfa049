import type { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { counted } from '#src/model/plural.ts';
import { dayMs } from '#src/model/time.ts';
import type { CaseFile } from '../case-file.ts';
import { inputOf, type Reason, type RiskInput, when } from './factor.ts';

/** Points where it is new for the account; half of them where it is new for the actor alone. */
const novelty: Readonly<Record<SeenFact['dimension'], readonly [points: number, word: string]>> = {
  action: [6, 'action'],
  service: [3, 'service'],
  region: [6, 'region'],
  ip: [6, 'source address'],
  asn: [3, 'network'],
  country: [4, 'country'],
  userAgent: [2, 'user agent'],
  accessKey: [1, 'access key'],
  targetAccount: [2, 'account acted in'],
  resource: [1, 'resource'],
};

type SeenFact = FirstSeen['facts'][number];

export function historyInput(file: CaseFile): RiskInput {
  const { alert, firstSeen } = file;
  const facts = firstSeen?.facts ?? [];
  return inputOf(
    'history',
    [
      ...facts.map((fact) => noveltyReason(fact, firstSeen)),
      habitReason(facts, alert),
      ...rateReasons(file),
      ...peerReasons(file),
      anomalyReason(file),
    ],
    firstSeen?.note ?? 'nothing new and nothing usual',
    alert.facts['first-seen']?.evidence ?? [],
  );
}

/** Whoever calls chooses it: one that others use makes an actor no less strange than one that nobody uses. */
const isClaim = (dimension: SeenFact['dimension']) => dimension === 'userAgent';

function noveltyReason(fact: SeenFact, history: FirstSeen | undefined): Reason | undefined {
  const [points, what] = novelty[fact.dimension];
  if (fact.newForAccount && history?.enoughForAccount)
    return { points, why: `${what} new for this account in ${history.accountDays} days` };
  if (fact.newForActor && history?.enoughForActor)
    return {
      points: isClaim(fact.dimension) ? points : Math.ceil(points / 2),
      why: `${what} new for this actor in ${history.actorDays} days`,
    };
  return undefined;
}

/** What an actor often does is still worth a look when it comes from where the actor never was, or began today. */
function habitReason(
  facts: readonly SeenFact[],
  { firstSeen, count }: CaseFile['alert'],
): Reason | undefined {
  const time = Date.parse(firstSeen);
  const isOld = ({ actorSince }: SeenFact) =>
    actorSince !== undefined && Date.parse(actorSince) <= time - dayMs;
  const action = facts.find(({ dimension }) => dimension === 'action');
  const ip = facts.find(({ dimension }) => dimension === 'ip');
  if (action === undefined || action.actorCount < 5 || !isOld(action)) return undefined;
  if (ip !== undefined && !isOld(ip)) return undefined;
  const isMore = action.actorCount < 2 * count;
  const points = -Math.min(isMore ? 8 : 20, 4 + 2 * Math.floor(Math.log2(action.actorCount)));
  return { points, why: `the actor did this ${action.actorCount} times before` };
}

const rateWords = {
  calls: 'calls',
  distinctActions: 'different calls',
  writes: 'changes',
  errors: 'failed calls',
  writeRatio: 'changes among its calls',
  errorRatio: 'failures among its calls',
} as const;

function rateReasons({ baseline, alert }: CaseFile): readonly (Reason | undefined)[] {
  if (baseline === undefined || !baseline.enough) return [];
  const evidence = alert.facts['baseline']?.evidence ?? [];
  const unusual = baseline.rates.filter((rate) => rate.unusual);
  const [most] = unusual.toSorted((a, b) => b.score - a.score);
  const words = most === undefined ? '' : rateWords[most.measure];
  return [
    when(
      most !== undefined,
      Math.min(8, 3 + unusual.length),
      `more ${words} in an hour than this actor is used to`,
      evidence,
    ),
    when(
      most === undefined && baseline.rates.length > 0,
      -2,
      `as many calls as on other days, in ${counted(baseline.days, 'day')}`,
      evidence,
    ),
  ];
}

const fewPeers = 3;

function peerReasons({ baseline, alert }: CaseFile): readonly (Reason | undefined)[] {
  const peers = baseline?.peers;
  if (peers === undefined || peers.size < fewPeers || peers.actions.length === 0) return [];
  const least = Math.min(...peers.actions.map((action) => action.peers));
  const evidence = alert.facts['baseline']?.evidence ?? [];
  const group = `of ${peers.size} others with the same ${peers.group.replaceAll('-', ' ')}`;
  return [
    when(least >= fewPeers, -5, `${least} ${group} do the same`, evidence),
    when(least === 0 && !peers.more, 3, `none ${group} does this`, evidence),
  ];
}

/** Its points are bounded again in `riskOf`: alone it lifts an alert by one level at most. */
function anomalyReason({ anomaly, alert }: CaseFile): Reason | undefined {
  if (anomaly === undefined) return undefined;
  const evidence = alert.facts['anomaly']?.evidence ?? [];
  const [driver] = anomaly.drivers;
  const why = `the session is more unusual than ${anomaly.percentile.toFixed(1)}% of those trained on${driver === undefined ? '' : `: ${driver.why}`}`;
  if (anomaly.level === 'usual') return undefined;
  return { points: anomaly.level === 'very-unusual' ? 8 : 4, why, evidence, isAnomaly: true };
}
