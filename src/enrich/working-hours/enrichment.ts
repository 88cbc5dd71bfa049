import { DateTime } from 'luxon';
import type { Config } from '#src/model/config.ts';
import { dayMs, weekdays } from '#src/model/time.ts';
import { isNamedBy } from '#src/normalize/actor/actor-class.ts';
import { defineEnrichment, type Subject } from '../enrichment.ts';
import { daysBehind, hoursOfActor, neededDays, tooLittleHistory } from '../surroundings.ts';
import { busiestStart, clockOf, inferTimeZone, sumFrom } from './clock.ts';
import { WorkingHours } from './schema.ts';

export const workingHours = defineEnrichment({
  id: 'working-hours',
  title: 'Whether the actor usually works at this time',
  configuredBy: ['workingHours'],
  value: WorkingHours,
  timeoutMs: 30_000,
  needs: 'actor and time to ask for',

  appliesTo: ({ actor, firstSeen }) => actor.key !== '' && firstSeen > 0,

  async enrich(subject, { history, config }) {
    const question = hoursOfActor(subject);
    const [rows = []] = await history.tally([question]);
    const hours = rows.map(({ values, count }) => ({ hour: Number(values[0]), count }));
    const days = daysBehind(
      rows.map(({ firstSeen }) => firstSeen),
      question,
    );
    const value = describe(subject, config, hours, days);
    return { value, evidence: subject.events.slice(0, 1) };
  },
});

interface ActiveHour {
  /** Milliseconds since 1970. */
  readonly hour: number;
  readonly count: number;
}

function describe(
  subject: Subject,
  { workingHours: settings }: Config,
  hours: readonly ActiveHour[],
  days: number,
): WorkingHours {
  const { timeZone, timeZoneFrom } = timeZoneOf(subject, settings, hours);
  const clock = clockOf(timeZone);
  const weekend = new Set(settings.weekend.map((day) => weekdays.indexOf(day)));
  const now = clock.hourOfWeek(subject.firstSeen);
  const active = hours.map(({ hour }) => clock.hourOfWeek(hour));
  const enoughHistory = days >= neededDays && hours.length > 0;
  const isPerson = mayBePerson(subject);
  const usual = enoughHistory && isPerson ? usualOf(active) : undefined;
  return {
    isPerson,
    timeZone,
    timeZoneFrom,
    localTime: DateTime.fromMillis(subject.firstSeen, { zone: timeZone }).toFormat('ccc HH:mm', {
      locale: 'en',
    }),
    isWeekend: weekend.has(Math.floor(now / 24)),
    histogram: histogramOf(hours.map(({ hour, count }) => [clock.hourOfWeek(hour), count])),
    ...(usual === undefined ? {} : { usual: shown(usual), outside: isOutside(now, usual) }),
    shareOfActivity: shareAt(now, active, weekend),
    daysBehind: days,
    activeDays: new Set(hours.map(({ hour }) => Math.floor(hour / dayMs))).size,
    neededDays,
    enoughHistory,
    ...noteOf(isPerson, days, usual),
  };
}

/** People at a command line leave no proof of being people: IAM users count until something says otherwise. */
function mayBePerson({ actor }: Subject): boolean {
  return actor.class === 'human' || (actor.class === 'unknown' && actor.kind === 'iam-user');
}

function timeZoneOf(
  { actor }: Subject,
  { people, timeZone }: Config['workingHours'],
  hours: readonly ActiveHour[],
): Pick<WorkingHours, 'timeZone' | 'timeZoneFrom'> {
  const person = people.find(({ pattern }) => isNamedBy(pattern, actor));
  const configured = person?.timeZone ?? timeZone;
  if (configured !== undefined) return { timeZone: configured, timeZoneFrom: 'configuration' };
  const inferred = inferTimeZone(hours.map(({ hour }) => hour));
  if (inferred !== undefined) return { timeZone: inferred, timeZoneFrom: 'activity' };
  return { timeZone: 'UTC', timeZoneFrom: 'none' };
}

function histogramOf(counts: readonly (readonly [hourOfWeek: number, count: number])[]): number[] {
  const histogram = Array.from({ length: 168 }, () => 0);
  for (const [hour, count] of counts) histogram[hour] = (histogram[hour] ?? 0) + count;
  return histogram;
}

interface Usual {
  readonly days: readonly (typeof weekdays)[number][];
  /** Hour of the day, and how many hours from there. */
  readonly start: number;
  readonly length: number;
}

const usualShare = 0.9;
/** Who is active in more hours of the day than these has no working hours. */
const longestDay = 14;

/** The fewest hours in a row that hold nine tenths of the active ones, and the days that are not rare exceptions. */
function usualOf(active: readonly number[]): Usual | undefined {
  const ofDay = countsOf(
    active.map((hour) => hour % 24),
    24,
  );
  const lengths = Array.from({ length: 24 }, (_, index) => index + 1);
  const length =
    lengths.find(
      (hours) => sumFrom(ofDay, busiestStart(ofDay, hours), hours) >= usualShare * active.length,
    ) ?? 24;
  if (length > longestDay) return undefined;
  const byDay = countsOf(
    active.map((hour) => Math.floor(hour / 24)),
    7,
  );
  const busiest = Math.max(...byDay);
  return {
    days: weekdays.filter((_, day) => (byDay[day] ?? 0) * 4 >= busiest),
    start: busiestStart(ofDay, length),
    length,
  };
}

function countsOf(places: readonly number[], length: number): number[] {
  const counts = Array.from({ length }, () => 0);
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

/** Hours that cross midnight belong to the day on which they began. */
function isOutside(now: number, { days, start, length }: Usual): boolean {
  const sinceStart = ((now % 24) - (start - 1) + 24) % 24;
  if (sinceStart >= length + 2) return true;
  const began = Math.floor(((((now - sinceStart + 1) % 168) + 168) % 168) / 24);
  return !days.some((day) => weekdays.indexOf(day) === began);
}

function shareAt(now: number, active: readonly number[], weekend: ReadonlySet<number>): number {
  if (active.length === 0) return 0;
  const isWeekend = (hour: number) => weekend.has(Math.floor(hour / 24));
  const near = active.filter((hour) => {
    const away = Math.abs((hour % 24) - (now % 24));
    return isWeekend(hour) === isWeekend(now) && Math.min(away, 24 - away) <= 1;
  });
  return Math.round((near.length / active.length) * 1000) / 1000;
}

function shown({ days, start, length }: Usual): NonNullable<WorkingHours['usual']> {
  return { days: [...days], from: asTime(start), to: asTime(start + length) };
}

function asTime(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}:00`;
}

function noteOf(isPerson: boolean, days: number, usual: Usual | undefined): { note?: string } {
  if (!isPerson)
    return { note: 'programs work at any hour: the time of day says nothing about this actor' };
  if (days < neededDays) return { note: tooLittleHistory(days, 'this actor') };
  if (usual === undefined)
    return { note: 'no working hours stand out: it is active at any time of day' };
  return {};
}
