import { hourMs } from '#src/model/time.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { defineEnrichment, type EnrichContext, type Subject } from '../enrichment.ts';
import type { Tally } from '../history.ts';
import { addressesUsed, daysBehind, monthBefore } from '../surroundings.ts';
import { CredentialsElsewhere } from './schema.ts';
import { type Place, placeOf, type Use, useOfTally, usesOf } from './uses.ts';
import { takenFor, type Workload, workloadOf } from './workload.ts';

const mostShown = 5;
/** A machine is known by then: with less behind it, an address that is new says little. */
const enoughDays = 2;
const enoughCalls = 5;

export const credentialsElsewhere = defineEnrichment({
  id: 'credentials-elsewhere',
  title: 'Whether a machine’s credentials are used from somewhere else',
  reference:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-ec2-role-delivery',
  configuredBy: ['egress', 'network.awsRanges'],
  value: CredentialsElsewhere,
  timeoutMs: 30_000,
  needs: 'session of an instance, function or container',

  appliesTo: (subject) => machineOf(subject) !== undefined,

  async enrich(subject, context) {
    const machine = machineOf(subject);
    if (machine === undefined) throw new TypeError('asked about somebody who is no machine');
    const { history } = context;
    const accessKey = text(bag(subject.acting?.['userIdentity'])['accessKeyId']);
    const toldBy = accessKey === '' ? { sessionArn: machine.sessionArn } : { issuedKey: accessKey };
    const [[taken = []], [bySession = [], byRole = []]] = await Promise.all([
      history.assumptions([{ ...toldBy, before: subject.lastSeen + 1, limit: 2 }]),
      history.tally([
        { ...untilNow(subject), where: { session: machine.sessionArn }, by: ['ip'], limit: 300 },
        addressesUsed(subject, { actor: subject.actor.key }),
      ]),
    ]);
    const service = takenFor(taken);
    const known = { ...machine, kind: service?.kind ?? machine.kind };
    const judged = judge({ subject, machine: known, bySession, byRole, context });
    const evidence = [
      ...judged.elsewhere.map(({ eventId }) => eventId),
      ...judged.usual.map(({ eventId }) => eventId),
      ...(service === undefined ? [] : [service.eventId]),
    ];
    return { value: judged, evidence: [...new Set(evidence)] };
  },
});

/** Credentials in the wrong hands look like anybody's: only who took them tells, so all but people's are asked about. */
function machineOf({ acting, actor }: Subject): Workload | undefined {
  const found = acting === undefined ? undefined : workloadOf(acting);
  const mayBe = actor.class === 'workload' || actor.class === 'unknown';
  return found?.kind === 'unknown' && !mayBe ? undefined : found;
}

function untilNow(subject: Subject): { from: number; to: number } {
  const { from } = monthBefore(subject);
  return { from, to: (Math.floor(subject.lastSeen / hourMs) + 2) * hourMs };
}

interface Case {
  readonly subject: Subject;
  readonly machine: Workload;
  /** Uses of the very session until an hour after the alert, and of the role in the month before. */
  readonly bySession: readonly Tally[];
  readonly byRole: readonly Tally[];
  readonly context: EnrichContext;
}

function judge(given: Case): CredentialsElsewhere {
  const { subject, machine, context } = given;
  const { kind, session, role, imds } = machine;
  const before = knownBefore(given);
  const days = daysBehind(
    before.map(({ firstSeen }) => firstSeen),
    monthBefore(subject),
  );
  const known = new Set(before.map(({ values: [ip = ''] }) => ip));
  const calls = before.reduce((sum, { count }) => sum + count, 0);
  const isKnown = days >= enoughDays && calls >= enoughCalls;
  const own = subject.records.filter((record) => workloadOf(record)?.session === session);
  const judgeUse = (ip: string): Verdict => {
    if (kind === 'unknown') return 'unknown';
    return known.has(ip) ? 'expected' : strangeness(placeOf(ip, context), kind, isKnown);
  };
  const uses = usesOf(own, context).map((use) => ({ use, verdict: judgeUse(use.ip) }));
  const verdict = gravest.find((each) => uses.some((use) => use.verdict === each)) ?? 'unknown';
  const isElsewhere = verdict === 'outside-aws' || verdict === 'new-address';
  const elsewhere = isElsewhere ? uses.filter((use) => use.verdict === verdict) : [];
  const strange = elsewhere.slice(0, mostShown).map(({ use }) => use);
  const fitting = uses.filter((use) => use.verdict === 'expected');
  const doubtful = uses.filter((use) => !fitting.includes(use)).map(({ use }) => use);
  const usual = usualOf(given, doubtful);
  const atOnce = strange.some((use) => usual.some((other) => isOverlapping(use, other)));
  return {
    workload: kind,
    session,
    role,
    ...(imds === undefined ? {} : { imds }),
    verdict,
    elsewhere: strange,
    usual,
    days,
    atOnce,
    awsRangesKnown: context.lookups.networks.has.awsRanges,
    text: sentenceOf(verdict, machine, strange, usual, atOnce),
  };
}

type Verdict = CredentialsElsewhere['verdict'];

const gravest: readonly Verdict[] = ['outside-aws', 'new-address', 'unknown', 'expected'];

/** What an address means that the role was not seen at before. */
function strangeness(place: Place, kind: Workload['kind'], isKnown: boolean): Verdict {
  if (place === 'service') return 'expected';
  if (place === 'outside') return 'outside-aws';
  // Functions and containers get another address whenever they start; instances keep theirs.
  if (kind !== 'instance' && (place === 'aws' || place === 'private')) return 'expected';
  if (kind !== 'instance' && place === 'public') return 'unknown';
  return isKnown ? 'new-address' : 'unknown';
}

/** The session's own addresses tell most; a session that is new is compared with its role. */
function knownBefore({ bySession, byRole, subject }: Case): readonly Tally[] {
  const { to } = monthBefore(subject);
  const old = bySession.filter(({ firstSeen }) => firstSeen < to);
  return old.length > 0 ? old : byRole;
}

/** Where it runs otherwise, up to the alert and beside it. */
function usualOf({ bySession, byRole, context }: Case, strange: readonly Use[]): Use[] {
  const isStrange = ({ values: [ip = ''] }: Tally) => strange.some((use) => use.ip === ip);
  const ofSession = bySession.filter((each) => !isStrange(each));
  const chosen = ofSession.length > 0 ? ofSession : byRole.filter((each) => !isStrange(each));
  return chosen
    .filter(({ values: [ip = ''] }) => placeOf(ip, context) !== 'service')
    .slice(0, mostShown)
    .map((tally) => useOfTally(tally, context));
}

/** Used there before the first call elsewhere and again after it. */
function isOverlapping(strange: Use, usual: Use): boolean {
  return usual.firstSeen <= strange.firstSeen && usual.lastSeen >= strange.firstSeen;
}

function sentenceOf(
  verdict: Verdict,
  { session, kind }: Workload,
  [strange]: readonly Use[],
  [usual]: readonly Use[],
  atOnce: boolean,
): string {
  if (kind === 'unknown') return `nothing shows that session ${session} is a machine’s`;
  const what = `credentials of ${kind} ${session}`;
  if (verdict === 'expected') return `${what} were used where they usually are`;
  if (strange === undefined)
    return `whether ${what} were used elsewhere cannot be told: too little is known about where they belong`;
  const where =
    verdict === 'outside-aws'
      ? `outside AWS, from ${strange.ip}`
      : `from ${strange.ip}, where they never were`;
  const otherwise = usual === undefined ? '' : `; otherwise they are used from ${usual.ip}`;
  return `${what} were used ${where}${otherwise}${atOnce ? ', at the same time' : ''}`;
}
