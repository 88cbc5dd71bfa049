import { isoTime } from '#src/model/time.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { Tally, TallyQuestion } from '../history.ts';
import {
  dayAround,
  dayOfActor,
  daysBehind,
  hoursOfActor,
  monthBefore,
  neededDays,
  tooLittleHistory,
} from '../surroundings.ts';
import { Services } from './schema.ts';
import { isUnusual, type Limits, limitsOf, medianOf, unusualOf } from './unusual.ts';
import {
  actionUses,
  type Earlier,
  earlierOf,
  hoursOf,
  merged,
  perHourOf,
  serviceOf,
  servicesOf,
  sumOf,
} from './uses.ts';

const mostServices = 15;
const mostSessionActions = 15;

export const services = defineEnrichment({
  id: 'services',
  title: 'Services and calls of the actor and the session around it',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  value: Services,
  timeoutMs: 30_000,
  needs: 'actor to ask for',

  appliesTo: ({ actor }) => actor.key !== '',

  async enrich(subject, { history }) {
    const where = { actor: subject.actor.key };
    const session = sessionOf(subject);
    const [day = [], month = [], months = [], ofSession = []] = await history.tally([
      dayOfActor(subject),
      { where, ...monthBefore(subject), by: ['action'], limit: 2_000 },
      hoursOfActor(subject),
      ...(session === undefined ? [] : [session.question]),
    ]);
    const starts = months.map(({ firstSeen }) => firstSeen);
    const earlier = earlierOf(month, daysBehind(starts, monthBefore(subject)));
    const value = {
      ...describe(subject, day, months, earlier),
      ...(session === undefined || ofSession.length === 0
        ? {}
        : { session: sessionUse(session.by, ofSession, earlier) }),
    };
    const reasons = value.unusual.map(({ eventId }) => eventId);
    return { value, evidence: [...new Set([...reasons, ...subject.events])].slice(0, 20) };
  },
});

interface Session {
  readonly by: 'accessKey' | 'session';
  readonly question: TallyQuestion;
}

/** The key where there is one: a session's name can be used twice. */
function sessionOf(subject: Subject): Session | undefined {
  const identity = bag(subject.acting?.['userIdentity']);
  const [accessKey, session] = [text(identity['accessKeyId']), text(identity['arn'])];
  const further = { ...dayAround(subject), by: ['action'], limit: 500 } as const;
  if (accessKey !== '') return { by: 'accessKey', question: { where: { accessKey }, ...further } };
  if (session === '') return undefined;
  return { by: 'session', question: { where: { session }, ...further } };
}

/** `day` is by hour and action, `months` by hour. */
function describe(
  subject: Subject,
  day: readonly Tally[],
  months: readonly Tally[],
  earlier: Earlier,
): Services {
  const around = dayAround(subject);
  const actions = merged(day, ([, action = '']) => action);
  const used = servicesOf(actions, earlier);
  const hours = hoursOf(day);
  const limits = limitsOf(months);
  const enoughHistory = earlier.days >= neededDays;
  const newActions = actions.filter(({ values }) => !earlier.actions.has(values[0] ?? ''));
  const firstOf = (service: string) =>
    actions.find(({ values }) => serviceOf(values[0]) === service)?.eventId ?? '';
  return {
    from: isoTime(around.from),
    to: isoTime(around.to),
    daysBehind: earlier.days,
    neededDays,
    enoughHistory,
    actor: {
      ...sumOf(day),
      services: used
        .slice(0, mostServices)
        .map((use) => ({ ...use, perHour: perHourOf(day, use.service, around) })),
      serviceCount: used.length,
      hours: hours.map(({ eventId, ...hour }) => ({
        ...hour,
        hour: isoTime(hour.hour),
        isUnusual: enoughHistory && isUnusual({ ...hour, eventId }, limits),
      })),
      ...usualHour(months, limits),
    },
    unusual: enoughHistory ? unusualOf({ services: used, newActions, hours, limits, firstOf }) : [],
    ...(enoughHistory ? {} : { note: tooLittleHistory(earlier.days, 'this actor') }),
  };
}

function usualHour(
  months: readonly Tally[],
  { events }: Limits,
): Pick<Services['actor'], 'usualHour'> {
  if (months.length === 0) return {};
  const median = medianOf(months.map(({ count }) => count));
  return { usualHour: { median, limit: events, activeHours: months.length } };
}

function sessionUse(
  by: Session['by'],
  rows: readonly Tally[],
  earlier: Earlier,
): NonNullable<Services['session']> {
  return {
    by,
    ...sumOf(rows),
    firstSeen: isoTime(Math.min(...rows.map(({ firstSeen }) => firstSeen))),
    lastSeen: isoTime(Math.max(...rows.map(({ lastSeen }) => lastSeen))),
    actions: actionUses(rows, earlier).slice(0, mostSessionActions),
    actionCount: rows.length,
  };
}
