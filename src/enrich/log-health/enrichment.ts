import { dayMs, hourMs, isoTime, minuteMs } from '#src/model/time.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import type { EventsQuestion, History, HourCount, StoredEvent, Tally } from '../history.ts';
import {
  dayAround,
  daysBehind,
  neededDays,
  tooLittleHistory,
  type Window,
} from '../surroundings.ts';
import { reduces, reductionOf } from './reducing-calls.ts';
import { LogHealth } from './schema.ts';
import { emptyRuns, missingPlaces, silencesOf, unusualGaps } from './silence.ts';

const most = 20;
/** Calls whose request tells whether they reduce anything: each record lies in a block of its own at worst. */
const mostRead = 6;

export const logHealth = defineEnrichment({
  id: 'log-health',
  title: 'Whether logging was reduced, or somewhere fell silent',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html',
  value: LogHealth,
  timeoutMs: 30_000,
  needs: 'account and time to ask for',

  appliesTo: ({ account, firstSeen }) => account !== '' && firstSeen > 0,

  async enrich(subject, { history }) {
    const { account } = subject;
    const two = twoWeeksBefore(subject);
    const last = lastDayOf(subject);
    const [[calls = [], own = [], first = [], second = [], around = []], [hours = []]] =
      await Promise.all([
        history.tally(tallies(subject)),
        history.hourly([{ where: { account }, from: two.from, to: last.to, limit: 24 * 17 }]),
      ]);
    const silentPlaces = missingPlaces([first, second], around);
    const end = Math.max(0, ...around.map(({ lastSeen }) => lastSeen));
    const [reductions, silent] = await Promise.all([
      reductionsOf(subject, history, calls, own),
      silencesOf(silentPlaces, { from: two.from, to: end }, history),
    ]);
    const value = { ...describe(reductions, silent), ...ofAccount(hours, two, last) };
    const proof = reductions.map(({ eventId }) => eventId);
    return { value, evidence: [...new Set([...proof, ...subject.events])].slice(0, most) };
  },
});

/** Whole days of UTC before the day around the alert, so that the alerts of one day ask the same. */
function twoWeeksBefore(subject: Subject): Window {
  const to = Math.floor(dayAround(subject).from / dayMs) * dayMs;
  return { from: to - 14 * dayMs, to };
}

/** The day before the alert until its last event. */
function lastDayOf({ firstSeen, lastSeen }: Subject): Window {
  const hour = Math.floor(firstSeen / hourMs) * hourMs;
  const end = Math.min(lastSeen, firstSeen + dayMs);
  return { from: hour - dayMs, to: (Math.floor(end / hourMs) + 1) * hourMs };
}

/** Calls of the account and of the actor anywhere, and which places delivered events when. */
function tallies(subject: Subject) {
  const { from, to } = twoWeeksBefore(subject);
  const day = lastDayOf(subject);
  const calls = { by: ['action'] as const, limit: 2_000, withoutEvent: true };
  const places = {
    where: {},
    by: ['account', 'region'] as const,
    limit: 1_000,
    withoutEvent: true,
  };
  return [
    { where: { account: subject.account }, ...day, ...calls },
    { where: { actor: subject.actor.key }, ...day, ...calls },
    { ...places, from, to: to - 7 * dayMs },
    { ...places, from: to - 7 * dayMs, to },
    { ...places, ...dayAround(subject) },
  ];
}

type Reduced = LogHealth['reductions'][number];

/** Asks for the events only of calls that are known to have been made: mostly there are none. */
async function reductionsOf(
  subject: Subject,
  history: History,
  ...calls: readonly (readonly Tally[])[]
): Promise<readonly Reduced[]> {
  const [account = [], actor = []] = calls.map(reducingActions);
  const window = { ...lastDayOf(subject), limit: 50 };
  const questions: readonly EventsQuestion[] = [
    ...account.map((action) => ({ where: { account: subject.account, action }, ...window })),
    ...actor.map((action) => ({ where: { actor: subject.actor.key, action }, ...window })),
  ];
  if (questions.length === 0) return [];
  const answers = (await history.events(questions)).flat().toSorted(byLatest);
  const events = [...new Map(answers.map((event) => [event.eventId, event])).values()];
  const unclear = events.filter(isUnclear).slice(0, mostRead);
  const ids = unclear.map(({ eventId }) => eventId);
  const records = ids.length === 0 ? [] : await history.records(ids);
  const byId = new Map(ids.map((id, index) => [id, records[index]]));
  return events
    .filter((event) => {
      const reduction = reductionOf(actionOf(event));
      return reduction !== undefined && reduces(reduction, byId.get(event.eventId));
    })
    .map((event) => reduced(event, subject));
}

function byLatest(a: StoredEvent, b: StoredEvent): number {
  return b.time - a.time || (a.eventId < b.eventId ? -1 : 1);
}

function isUnclear(event: StoredEvent): boolean {
  return reductionOf(actionOf(event))?.reduces !== undefined;
}

function reducingActions(calls: readonly Tally[]): readonly string[] {
  return calls
    .map(({ values }) => values[0] ?? '')
    .filter((action) => reductionOf(action) !== undefined);
}

function actionOf({ eventSource, eventName }: StoredEvent): string {
  return `${eventSource}:${plainEventName(eventName)}`;
}

function reduced(event: StoredEvent, subject: Subject): Reduced {
  const action = actionOf(event);
  return {
    time: isoTime(event.time),
    action,
    effect: reductionOf(action)?.effect ?? '',
    target: event.resource,
    account: event.account,
    region: event.region,
    actor: event.actor,
    byActor: event.actor === subject.actor.key,
    succeeded: event.errorCode === '',
    errorCode: event.errorCode,
    minutesBefore: Math.round((subject.firstSeen - event.time) / minuteMs),
    isOwn: subject.events.includes(event.eventId),
    eventId: event.eventId,
  };
}

function describe(
  reductions: readonly Reduced[],
  silent: LogHealth['silent'],
): Pick<LogHealth, 'reductions' | 'reductionCount' | 'silent' | 'silentCount'> {
  return {
    reductions: reductions.slice(0, most),
    reductionCount: reductions.length,
    silent: silent.slice(0, most),
    silentCount: silent.length,
  };
}

function ofAccount(
  hours: readonly HourCount[],
  before: Window,
  lastDay: Window,
): Pick<LogHealth, 'gaps' | 'daysBehind' | 'neededDays' | 'enoughHistory' | 'note'> {
  const days = daysBehind(
    hours.map(({ hour }) => hour),
    before,
  );
  const enoughHistory = days >= neededDays;
  return {
    gaps: enoughHistory ? unusualGaps(emptyRuns(hours, lastDay), lastDay) : [],
    daysBehind: days,
    neededDays,
    enoughHistory,
    ...(enoughHistory ? {} : { note: tooLittleHistory(days, 'this account') }),
  };
}
