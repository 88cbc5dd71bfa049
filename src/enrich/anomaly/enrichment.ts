import type { Feature } from '#src/detect/baseline/features.ts';
import type { Model } from '#src/detect/baseline/model.ts';
import { prefixOf } from '#src/detect/baseline/network.ts';
import { isTrainedOn, type SessionScore, scoreSession } from '#src/detect/baseline/score.ts';
import type { Session } from '#src/detect/baseline/session.ts';
import type { Config } from '#src/model/config.ts';
import { UpstreamError } from '#src/model/errors.ts';
import { dayMs, isoTime } from '#src/model/time.ts';
import { type Baseline, networkNaming } from '../baseline.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import { neededDays } from '../surroundings.ts';
import { Anomaly, trainedBaseline } from './schema.ts';
import { type AlertSessions, sessionsOf } from './session-calls.ts';

const mostDrivers = 8;
const mostEvidence = 20;
/** With fewer the 99.9th percentile cannot be told from the 99th. */
const enoughSessions = 1_000;
/** A model of longer ago says little about today. */
const oldDays = 60;

export const anomaly = defineEnrichment({
  id: 'anomaly',
  title: 'How unusual the session is for a model of what is usual',
  configuredBy: ['baseline'],
  value: Anomaly,
  timeoutMs: 30_000,
  needs: `${trainedBaseline}, or no actor`,
  missing: (_, { lookups }) => (lookups.baseline === undefined ? trainedBaseline : 'actor'),

  appliesTo: ({ actor }, { lookups }) => lookups.baseline !== undefined && actor.key !== '',

  async enrich(subject, context) {
    const { lookups, config } = context;
    const { baseline } = lookups;
    if (baseline === undefined) throw new UpstreamError('The baseline is gone');
    const { model } = baseline;
    const naming = networkNaming(lookups.networks);
    const isSameNaming = naming.by === model.info.networks;
    const networkOf = model.info.networks === 'prefix' ? prefixOf : naming.networkOf;
    const found = await sessionsOf(subject, networkOf, context);
    const comparable = model.info.networks === 'prefix' || isSameNaming;
    const without: readonly Feature[] = comparable ? [] : ['network'];
    const oddest = oddestOf(model, found.sessions, without);
    if (oddest === undefined) throw new UpstreamError('The history does not hold the session');
    return {
      value: {
        ...describe(baseline, oddest, config.baseline),
        session: shownSession(oddest.session, found),
        ageDays: Math.max(0, Math.floor((subject.firstSeen - model.info.to) / dayMs)),
        ...noteOf(subject, oddest, model, { isWhole: found.isWhole, comparable }),
      },
      evidence: evidenceOf(oddest.session, found, networkOf),
    };
  },
});

interface Odd {
  readonly session: Session;
  readonly score: SessionScore;
}

function oddestOf(
  model: Model,
  sessions: readonly Session[],
  without: readonly Feature[],
): Odd | undefined {
  return sessions
    .map((session) => ({ session, score: scoreSession(model, session, { without }) }))
    .toSorted((a, b) => b.score.score - a.score.score)[0];
}

function describe(
  { version, trainedAt, model }: Baseline,
  { score }: Odd,
  settings: Config['baseline'],
): Omit<Anomaly, 'session' | 'ageDays' | 'note'> {
  const { from, to, sessions } = model.info;
  const { percentile, drivers, sessionsOfActor } = score;
  return {
    model: { version, trainedAt, from: isoTime(from), to: isoTime(to), sessions },
    percentile: round(percentile),
    level: levelOf(percentile, settings),
    score: round(score.score),
    drivers: drivers.slice(0, mostDrivers).map((driver) => ({
      ...driver,
      share: round(driver.share),
      points: round(driver.points),
    })),
    sessionsOfActor,
  };
}

function levelOf(
  percentile: number,
  { unusual, veryUnusual }: Config['baseline'],
): Anomaly['level'] {
  if (percentile >= veryUnusual) return 'very-unusual';
  return percentile >= unusual ? 'unusual' : 'usual';
}

function shownSession(
  { from, to, calls, failed, actions }: Session,
  { sessions }: AlertSessions,
): Anomaly['session'] {
  return {
    from: isoTime(from),
    to: isoTime(to),
    calls,
    failed,
    distinctActions: actions.size,
    of: sessions.length,
  };
}

interface Limits {
  readonly isWhole: boolean;
  readonly comparable: boolean;
}

function noteOf(
  { firstSeen }: Subject,
  { session, score }: Odd,
  model: Model,
  { isWhole, comparable }: Limits,
): { note?: string } {
  const days = Math.floor((model.info.to - model.info.from) / dayMs);
  const age = Math.floor((firstSeen - model.info.to) / dayMs);
  const notes = [
    days < neededDays &&
      `not enough history: the model was trained on ${days} days, ${neededDays} are needed`,
    score.comparedWith < enoughSessions &&
      `there were ${score.comparedWith} training sessions to compare with, so rarer than one in as many is not known`,
    score.sessionsOfActor === 0 &&
      'the model does not know this actor: the habits of its role, account and of everybody count',
    isTrainedOn(model, session) && 'the session is of the time that the model was trained on',
    age > oldDays && `the model ends ${age} days before the alert`,
    !comparable &&
      'the network was not judged: the model names networks by a file that is not there',
    !isWhole && 'the session is longer than what was looked at',
  ].filter((note) => note !== false);
  return notes.length === 0 ? {} : { note: notes.join('; ') };
}

/** The alert's own calls of the session first, then others of it. */
function evidenceOf(
  { from, to, network }: Session,
  { calls }: AlertSessions,
  networkOf: (ip: string) => string,
): readonly string[] {
  const inside = calls.filter(
    ({ time, ip }) => time >= from && time <= to && networkOf(ip) === network,
  );
  const own = inside.filter(({ mark }) => mark !== undefined);
  return [...new Set([...own, ...inside].map(({ eventId }) => eventId))].slice(0, mostEvidence);
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
