import { type Counts, count, noCounts, prune } from './counts.ts';
import { hourOfWeek, type Session } from './session.ts';

/** What of a session has values that are counted. */
export const dimensions = ['actions', 'networks', 'userAgents', 'regions', 'accounts'] as const;
export type ProfileDimension = (typeof dimensions)[number];

/** What of a session is a number; each is counted in bins. */
export const numbers = ['volume', 'errors', 'writes'] as const;
export type ProfileNumber = (typeof numbers)[number];

/** How an actor, a role, an account or everybody usually works: how many of its sessions had what. */
export interface Profile {
  sessions: number;
  readonly counts: Readonly<Record<ProfileDimension, Counts>>;
  /** Sessions that began in each hour of the week. */
  readonly hours: number[];
  readonly bins: Readonly<Record<ProfileNumber, number[]>>;
}

export type Caps = Readonly<Record<ProfileDimension, number>>;

export const caps = {
  actor: { actions: 200, networks: 50, userAgents: 20, regions: 32, accounts: 50 },
  shared: { actions: 2_000, networks: 1_000, userAgents: 200, regions: 64, accounts: 1_000 },
  everybody: { actions: 10_000, networks: 5_000, userAgents: 1_000, regions: 64, accounts: 5_000 },
} as const satisfies Record<string, Caps>;

const volumeBins = 48;
const ratioBins = 21;

export function emptyProfile(): Profile {
  return {
    sessions: 0,
    counts: {
      actions: noCounts(),
      networks: noCounts(),
      userAgents: noCounts(),
      regions: noCounts(),
      accounts: noCounts(),
    },
    hours: new Array<number>(168).fill(0),
    bins: {
      volume: new Array<number>(volumeBins).fill(0),
      errors: new Array<number>(ratioBins).fill(0),
      writes: new Array<number>(ratioBins).fill(0),
    },
  };
}

export function addSession(profile: Profile, session: Session, most: Caps): void {
  profile.sessions += 1;
  for (const dimension of dimensions)
    for (const value of valuesOf(session, dimension))
      count(profile.counts[dimension], value, most[dimension]);
  increment(profile.hours, hourOfWeek(session.from));
  for (const number of numbers) increment(profile.bins[number], binOf(session, number));
}

export function pruneProfile(profile: Profile, most: Caps): void {
  for (const dimension of dimensions) prune(profile.counts[dimension], most[dimension]);
}

export function droppedOf(profile: Profile): number {
  return dimensions.reduce((sum, dimension) => sum + profile.counts[dimension].dropped, 0);
}

export function valuesOf(session: Session, dimension: ProfileDimension): Iterable<string> {
  if (dimension === 'networks') return [session.network];
  return dimension === 'actions' ? session.actions.keys() : session[dimension];
}

function increment(bins: number[], at: number): void {
  bins[at] = (bins[at] ?? 0) + 1;
}

function binOf(session: Session, number: ProfileNumber): number {
  const value = numberOf(session, number);
  return number === 'volume'
    ? Math.min(volumeBins - 1, Math.round(2 * value))
    : Math.round((ratioBins - 1) * value);
}

/** The middle of a bin, in the number's own unit. */
function valueOfBin(bin: number, number: ProfileNumber): number {
  return number === 'volume' ? bin / 2 : bin / (ratioBins - 1);
}

/** A session's number, to the precision of the bins. */
export function binnedNumberOf(session: Session, number: ProfileNumber): number {
  return valueOfBin(binOf(session, number), number);
}

/** Volume is the binary logarithm of the calls; the ratios are of all calls, with two more that succeed and only read. */
function numberOf({ calls, failed, writes }: Session, number: ProfileNumber): number {
  if (number === 'volume') return Math.log2(1 + calls);
  return (number === 'errors' ? failed : writes) / (calls + 2);
}

export interface Spread {
  readonly median: number;
  /** Median absolute deviation from the median. */
  readonly mad: number;
}

/** To the precision of the bins. */
export function spreadOf(profile: Profile, number: ProfileNumber): Spread {
  const bins = profile.bins[number];
  const weights = bins.map((weight, bin) => ({ value: valueOfBin(bin, number), weight }));
  const median = weightedMedian(weights);
  const away = weights.map(({ value, weight }) => ({ value: Math.abs(value - median), weight }));
  return { median, mad: weightedMedian(away) };
}

interface Weight {
  readonly value: number;
  readonly weight: number;
}

function weightedMedian(weights: readonly Weight[]): number {
  const sorted = weights.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const { value, weight } of sorted) {
    below += weight;
    if (weight > 0 && below >= half) return value;
  }
  return 0;
}
