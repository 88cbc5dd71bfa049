import type { Feature } from './features.ts';
import {
  hourLikelihood,
  type Learned,
  type Levels,
  levelsOf,
  likelihood,
  near,
  pairLikelihood,
  surprise,
} from './likelihood.ts';
import {
  binnedNumberOf,
  type Profile,
  type ProfileDimension,
  type ProfileNumber,
  spreadOf,
  valuesOf,
} from './profile.ts';
import { hourOfWeek, type Session } from './session.ts';
import { hourWords, percent, seenPhrase, sessions, shown, shownAction } from './words.ts';

/** A feature of one session: how odd it is, larger for odder, and in words. */
export interface Reading {
  readonly feature: Feature;
  readonly value: number;
  readonly why: () => string;
}

/** All features of a session. `own` is 1 for a session that was trained on. */
export function readSession(
  learned: Learned,
  session: Session,
  own: 0 | 1 = 0,
): readonly Reading[] {
  const levels = levelsOf(learned, session, own);
  return [
    actorReading(levels),
    ...actionReadings(levels, session),
    sequenceReading(learned, levels, session),
    hourReading(levels, session),
    valueReading('network', 'networks', levels, session),
    valueReading('userAgent', 'userAgents', levels, session),
    valueReading('region', 'regions', levels, session),
    valueReading('account', 'accounts', levels, session),
    numberReading('volume', levels, session),
    numberReading('errors', levels, session),
    numberReading('writes', levels, session),
  ];
}

function actorReading({ actor, everybody, own }: Levels): Reading {
  const known = Math.max(0, (actor?.sessions ?? 0) - own);
  const all = everybody.sessions - own;
  return {
    feature: 'actor',
    value: surprise((known + 0.5) / (all + 1)),
    why: () => `the actor had ${sessions(known)} of ${all} in the time trained on`,
  };
}

/** An action that fewer sessions than this have counts as rare: 6 bits, one in 64. */
const rareBits = 6;
const mostRare = 12;

interface Odd {
  readonly value: string;
  readonly bits: number;
}

function oddest(values: Iterable<string>, bitsOf: (value: string) => number): readonly Odd[] {
  return [...values]
    .map((value) => ({ value, bits: bitsOf(value) }))
    .sort((a, b) => b.bits - a.bits || (a.value < b.value ? -1 : 1));
}

function actionReadings(levels: Levels, session: Session): readonly Reading[] {
  const odd = oddest(session.actions.keys(), (action) =>
    surprise(likelihood(levels, 'actions', action)),
  );
  const rare = odd.filter(({ bits }) => bits > rareBits);
  const [first = { value: '', bits: 0 }] = odd;
  return [
    {
      feature: 'rarestAction',
      value: first.bits,
      why: () => `${shownAction(first.value)}, ${seenPhrase(levels, 'actions', first.value)}`,
    },
    {
      feature: 'rareActions',
      value: rare.slice(0, mostRare).reduce((sum, { bits }) => sum + bits - rareBits, 0),
      why: () =>
        `${rare.length === 1 ? '1 action that is' : `${rare.length} actions that are`} rare for this actor, such as ${rare
          .slice(0, 3)
          .map(({ value }) => shownAction(value))
          .join(', ')}`,
    },
  ];
}

const pairsThatCount = 3;

function sequenceReading(learned: Learned, levels: Levels, { pairs }: Session): Reading {
  const odd = oddest(pairs, (pair) => surprise(pairLikelihood(learned, pair, levels))).slice(
    0,
    pairsThatCount,
  );
  const [first] = odd;
  return {
    feature: 'sequence',
    value: odd.reduce((sum, { bits }) => sum + bits, 0) / Math.max(1, odd.length),
    why: () => {
      const [before = '', after = ''] = (first?.value ?? '').split('\n');
      return `${shownAction(before)} followed by ${shownAction(after)}, as hardly ever`;
    },
  };
}

function hourReading(levels: Levels, { from }: Session): Reading {
  const hour = hourOfWeek(from);
  const { actor, everybody, own } = levels;
  const profile: Profile = actor ?? everybody;
  return {
    feature: 'hour',
    value: surprise(hourLikelihood(levels, hour)),
    why: () =>
      `began ${hourWords(hour)}; within an hour of it began ${Math.max(0, near(profile, hour) - own)} of ${sessions(
        profile.sessions - own,
      )} of ${actor === undefined ? 'all actors' : 'this actor'}`,
  };
}

const nouns = {
  network: 'network',
  userAgent: 'user agent',
  region: 'region',
  account: 'account',
} as const;

function valueReading(
  feature: keyof typeof nouns,
  dimension: ProfileDimension,
  levels: Levels,
  session: Session,
): Reading {
  const [first = { value: '', bits: 0 }] = oddest(valuesOf(session, dimension), (value) =>
    surprise(likelihood(levels, dimension, value)),
  );
  return {
    feature,
    value: first.bits,
    why: () =>
      `${nouns[feature]} ${shown(first.value) || 'not named'}, ${seenPhrase(levels, dimension, first.value)}`,
  };
}

/** With fewer sessions than this the actor's spread is not its own yet. */
const enoughSessions = 8;
/** No spread is smaller: half a doubling of the calls, or a tenth of a ratio. */
const leastSpread = { volume: 0.5, errors: 0.1, writes: 0.1 } as const;
/** The median absolute deviation of a normal distribution is this part of its standard deviation. */
const madOfNormal = 0.6745;

function numberReading(feature: ProfileNumber, levels: Levels, session: Session): Reading {
  const profile = usualOf(levels);
  const { median, mad } = spreadOf(profile, feature);
  const now = binnedNumberOf(session, feature);
  const spread = Math.max(leastSpread[feature], mad / madOfNormal);
  const whose = profile === levels.actor ? 'this actor' : 'its like';
  return {
    feature,
    value: Math.max(0, (now - median) / spread),
    why: () => `${numberWords(feature, session, median)} for ${whose}`,
  };
}

function usualOf({ actor, group, account, everybody }: Levels): Profile {
  const wide = [actor, group, account].find(
    (profile) => profile !== undefined && profile.sessions >= enoughSessions,
  );
  return wide ?? everybody;
}

function numberWords(feature: ProfileNumber, session: Session, median: number): string {
  const { calls, failed, writes } = session;
  if (feature === 'volume')
    return `${calls} calls in one session; ${Math.max(1, Math.round(2 ** median - 1))} are usual`;
  const [part, words] = feature === 'errors' ? [failed, 'failed'] : [writes, 'did not only read'];
  return `${part} of ${calls} calls ${words}; ${percent(median)} are usual`;
}
