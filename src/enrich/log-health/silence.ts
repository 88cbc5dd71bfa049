import { hourMs, isoTime } from '#src/model/time.ts';
import type { History, HourCount, Tally } from '../history.ts';
import type { Window } from '../surroundings.ts';
import type { LogHealth } from './schema.ts';

/** Fewer events than these a day come and go without anything being wrong. */
const neededPerDay = 5;

const mostCandidates = 30;
/** Hours: nobody is alarmed by a region that was quiet for an afternoon. */
const leastSilence = 6;

export interface Place {
  readonly account: string;
  /** Undefined for the whole account. */
  readonly region: string | undefined;
  /** Milliseconds since 1970. */
  readonly lastSeen: number;
  readonly perDay: number;
}

/** Places with events in each of the two weeks and none around the alert. All rows are by account and region. */
export function missingPlaces(
  weeks: readonly (readonly Tally[])[],
  around: readonly Tally[],
): readonly Place[] {
  const now = new Set(around.map(keyOf));
  const accountsNow = new Set(around.map(({ values }) => values[0]));
  const [first = [], second = []] = weeks;
  const before = new Map(first.map((row) => [keyOf(row), row]));
  const missing = second
    .filter((row) => !now.has(keyOf(row)) && (row.values[0] ?? '') !== '')
    .map((row) => placeOf(row, before.get(keyOf(row))))
    .filter(({ perDay }) => perDay >= neededPerDay);
  return wholeAccounts(missing, accountsNow);
}

function keyOf({ values }: Tally): string {
  return values.join('\n');
}

function placeOf(row: Tally, earlier: Tally | undefined): Place {
  const perDay = Math.min(row.count, earlier?.count ?? 0) / 7;
  const [account = '', region] = row.values;
  return { account, region, lastSeen: row.lastSeen, perDay: Math.round(perDay * 10) / 10 };
}

/** An account that is silent everywhere is one silence, not one for each of its regions. */
function wholeAccounts(
  missing: readonly Place[],
  accountsNow: ReadonlySet<string | undefined>,
): readonly Place[] {
  const groups = Map.groupBy(missing, ({ account }) => account);
  return [...groups].flatMap(([account, places]) =>
    accountsNow.has(account)
      ? places
      : [
          {
            account,
            region: undefined,
            lastSeen: Math.max(...places.map(({ lastSeen }) => lastSeen)),
            perDay: places.reduce((sum, { perDay }) => sum + perDay, 0),
          },
        ],
  );
}

/**
 * A place that is often silent for as long is not silent now. `watched` ends with the last event anywhere: nobody knows of
 * later.
 */
export async function silencesOf(
  places: readonly Place[],
  watched: Window,
  history: History,
): Promise<LogHealth['silent']> {
  const candidates = places.toSorted((a, b) => b.perDay - a.perDay).slice(0, mostCandidates);
  if (candidates.length === 0) return [];
  const answers = await history.hourly(
    candidates.map(({ account, region }) => ({
      where: region === undefined ? { account } : { account, region },
      from: watched.from,
      to: (Math.floor(watched.to / hourMs) + 1) * hourMs,
      limit: 24 * 17,
    })),
  );
  return candidates
    .map((place, index) => silenceOf(place, answers[index] ?? [], watched))
    .filter(({ hours, usualHours }) => isMuchLonger(hours, usualHours, leastSilence));
}

function silenceOf(
  { account, region, lastSeen, perDay }: Place,
  hours: readonly HourCount[],
  watched: Window,
): LogHealth['silent'][number] {
  const last = Math.max(lastSeen, ...hours.map(({ hour }) => hour));
  const earlier = emptyRuns(hours, watched).filter(({ from }) => from <= last);
  return {
    account,
    ...(region === undefined ? {} : { region }),
    lastSeen: isoTime(last),
    hours: hoursIn({ from: last, to: watched.to }),
    usualHours: longest(earlier),
    usualPerDay: Math.round(perDay * 10) / 10,
  };
}

/** Runs of hours without any event between the first event and the end of the window. */
export function emptyRuns(hours: readonly HourCount[], { to }: Window): readonly Window[] {
  const starts = hours.map(({ hour }) => hour).toSorted((a, b) => a - b);
  return starts
    .map((hour, index) => ({ from: hour + hourMs, to: Math.min(starts[index + 1] ?? to, to) }))
    .filter((run) => run.from < run.to);
}

function hoursIn({ from, to }: Window): number {
  return Math.max(0, Math.floor((to - from) / hourMs));
}

/** Runs that end in the last day and are much longer than all that ended before it. */
export function unusualGaps(runs: readonly Window[], lastDay: Window): LogHealth['gaps'] {
  const usual = longest(runs.filter(({ to }) => to <= lastDay.from));
  return runs
    .filter((run) => run.to > lastDay.from && isMuchLonger(hoursIn(run), usual, 2))
    .map((run) => ({
      from: isoTime(run.from),
      to: isoTime(run.to),
      hours: hoursIn(run),
      usualHours: usual,
    }))
    .slice(-5);
}

/** Half as long again: what happens once a day or week comes an hour late at times. */
function isMuchLonger(hours: number, usual: number, least: number): boolean {
  return hours >= Math.max(least, 1.5 * usual);
}

function longest(runs: readonly Window[]): number {
  return Math.max(0, ...runs.map(hoursIn));
}
