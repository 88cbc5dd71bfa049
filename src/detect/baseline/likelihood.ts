import type { Model } from './model.ts';
import type { Profile, ProfileDimension } from './profile.ts';
import { groupKeyOf, type Session } from './session.ts';

export type Learned = Omit<Model, 'info' | 'scales'>;

/** Whose habits count, from the nearest to everybody's. A level that was not trained on is left out. */
export interface Levels {
  readonly actor: Profile | undefined;
  readonly group: Profile | undefined;
  readonly account: Profile | undefined;
  readonly everybody: Profile;
  /** 1 when the session is one of those trained on: it must not speak for itself. */
  readonly own: 0 | 1;
}

export function levelsOf(learned: Learned, { actor, account }: Session, own: 0 | 1): Levels {
  return {
    actor: learned.actors.get(actor),
    group: learned.groups.get(groupKeyOf(actor)),
    account: learned.accounts.get(account),
    everybody: learned.everybody,
    own,
  };
}

/** So many sessions of the wider level does a level believe in besides its own. */
const belief = 5;

/**
 * How likely a session of this actor has the value. Few sessions of its own say little, so each level is mixed with the
 * next wider one: actor, role, account, everybody.
 */
export function likelihood(levels: Levels, dimension: ProfileDimension, value: string): number {
  const { actor, group, account, everybody, own } = levels;
  const has = (profile: Profile) =>
    Math.max(0, (profile.counts[dimension].of.get(value) ?? 0) - own);
  const all = Math.max(0, everybody.sessions - own);
  const mixed = [dimension === 'accounts' ? undefined : account, group, actor].reduce(
    (wider, profile) => {
      if (profile === undefined) return wider;
      const sessions = Math.max(0, profile.sessions - own);
      return (has(profile) + belief * wider) / (sessions + belief);
    },
    (has(everybody) + 0.5) / (all + 1),
  );
  return Math.min(1, mixed);
}

/** In bits: 0 for the certain, 10 for one in a thousand. */
export function surprise(probability: number): number {
  return -Math.log2(Math.max(probability, 1e-9));
}

/**
 * How likely a session begins at this hour of the week, an hour more or less. The same hour on other working days, or on
 * the other day of a weekend, stands in where the week has not been repeated often.
 */
export function hourLikelihood({ actor, group, everybody, own }: Levels, hour: number): number {
  return [group, actor].reduce(
    (wider, profile) => (profile === undefined ? wider : mixHour(profile, hour, wider, own)),
    mixHour(everybody, hour, 1 / 56, own),
  );
}

function mixHour(profile: Profile, hour: number, wider: number, own: 0 | 1): number {
  const sessions = Math.max(0, profile.sessions - own);
  const alike = likeDays(hour);
  const likely = alike.reduce((sum, one) => sum + near(profile, one), 0) - own;
  const onAnyDay = (Math.max(0, likely) / alike.length + belief * wider) / (sessions + belief);
  const onThisDay = Math.max(0, near(profile, hour) - own);
  return Math.min(1, (onThisDay + belief * onAnyDay) / (sessions + belief));
}

/** Sessions that began at this hour of the week, the one before or the one after. */
export function near({ hours }: Profile, hour: number): number {
  return [167, 0, 1].reduce((sum, step) => sum + (hours[(hour + step) % 168] ?? 0), 0);
}

const workdays = [0, 1, 2, 3, 4];
const weekend = [5, 6];

function likeDays(hour: number): readonly number[] {
  const days = hour >= 5 * 24 ? weekend : workdays;
  return days.map((day) => day * 24 + (hour % 24));
}

/** How likely an action is followed by this one, over all actors. */
export function pairLikelihood(
  { pairs, everybody }: Learned,
  pair: string,
  { own }: Levels,
): number {
  const [first = '', second = ''] = pair.split('\n');
  const sessions = (action: string) =>
    Math.max(0, (everybody.counts.actions.of.get(action) ?? 0) - own);
  const all = Math.max(0, everybody.sessions - own);
  const anyhow = (sessions(second) + 0.5) / (all + 1);
  const together = Math.max(0, (pairs.of.get(pair) ?? 0) - own);
  return Math.min(1, (together + 2 * anyhow) / (sessions(first) + 2));
}
