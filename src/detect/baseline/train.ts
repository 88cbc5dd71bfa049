import { compareTexts } from '#src/compare-texts.ts';
import { fnv1a } from '#src/fnv1a.ts';
import { count, noCounts, prune } from './counts.ts';
import { type Feature, features } from './features.ts';
import type { Learned } from './likelihood.ts';
import type { Model, ModelInfo, Scales } from './model.ts';
import {
  addSession,
  caps,
  droppedOf,
  emptyProfile,
  type Profile,
  pruneProfile,
} from './profile.ts';
import { readSession } from './readings.ts';
import { pointsOf, type Scale, scaleOf } from './scale.ts';
import { type ActorSort, actorSorts, groupKeyOf, type Session, sortOf } from './session.ts';

const mostActors = 10_000;
const mostGroups = 2_000;
const mostAccounts = 2_000;
const mostPairs = 50_000;
/** Sessions that the scales are made from. */
const mostSampled = 10_000;
/** With fewer sessions of one sort of actor, all are its measure. */
const enoughOfSort = 300;

/** Learns from sessions in one pass; those of one actor come one after the other. Memory does not grow with their number. */
export interface Trainer {
  add(session: Session): void;
  finish(about: Pick<ModelInfo, 'trainedAt' | 'events' | 'networks'>): Model;
}

export function startTraining(): Trainer {
  const everybody = emptyProfile();
  const accounts = new Map<string, Profile>();
  const groups = new Map<string, Profile>();
  const actors = openActors();
  const pairs = noCounts();
  const sample = openSample();
  const span = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };

  return {
    add(session) {
      addSession(everybody, session, caps.everybody);
      addTo(accounts, session.account, session, mostAccounts);
      const group = groupKeyOf(session.actor);
      if (group !== '') addTo(groups, group, session, mostGroups);
      actors.add(session);
      for (const pair of session.pairs) count(pairs, pair, mostPairs);
      sample.add(session);
      span.from = Math.min(span.from, session.from);
      span.to = Math.max(span.to, session.to);
    },
    finish(about) {
      const kept = actors.finish();
      pruneProfile(everybody, caps.everybody);
      for (const profile of [...accounts.values(), ...groups.values()])
        pruneProfile(profile, caps.shared);
      prune(pairs, mostPairs);
      const learned: Learned = { everybody, accounts, groups, actors: kept.profiles, pairs };
      const profiles = [everybody, ...accounts.values(), ...groups.values()];
      return {
        ...learned,
        info: {
          ...about,
          ...(everybody.sessions === 0 ? { from: 0, to: 0 } : span),
          sessions: everybody.sessions,
          dropped: {
            actors: kept.dropped,
            values:
              kept.droppedValues +
              pairs.dropped +
              profiles.reduce((sum, profile) => sum + droppedOf(profile), 0),
          },
        },
        scales: scalesOf(learned, sample.sessions()),
      };
    },
  };
}

/** Groups and accounts beyond the cap have no profile: their sessions still count for everybody. */
function addTo(profiles: Map<string, Profile>, key: string, session: Session, most: number): void {
  const known = profiles.get(key);
  if (known === undefined && profiles.size >= most) return;
  const profile = known ?? emptyProfile();
  profiles.set(key, profile);
  addSession(profile, session, caps.shared);
}

function openActors() {
  const profiles = new Map<string, Profile>();
  let dropped = 0;
  let droppedValues = 0;

  /** The most active actors stay; of those that are as active, the first by their key. */
  function keepMostActive(): void {
    if (profiles.size <= mostActors) return;
    const sorted = [...profiles].sort(
      ([a, m], [b, n]) => n.sessions - m.sessions || compareTexts(a, b),
    );
    for (const [key] of sorted.slice(mostActors)) profiles.delete(key);
    dropped += sorted.length - mostActors;
  }

  return {
    add(session: Session): void {
      const profile = profiles.get(session.actor) ?? emptyProfile();
      if (profile.sessions === 0 && profiles.size >= 2 * mostActors) keepMostActive();
      profiles.set(session.actor, profile);
      addSession(profile, session, caps.actor);
    },
    finish() {
      keepMostActive();
      for (const profile of profiles.values()) {
        pruneProfile(profile, caps.actor);
        droppedValues += droppedOf(profile);
      }
      return { profiles, dropped, droppedValues };
    },
  };
}

/**
 * An even sample of all sessions: every one at first, then one in two, one in four, … Which ones depends on what they are
 * and not on when they come, so that the order of a store does not change the model.
 */
function openSample() {
  let kept: Session[] = [];
  let every = 1;
  return {
    add(session: Session): void {
      if (lotOf(session) % every === 0) kept.push(session);
      while (kept.length >= 2 * mostSampled && every < 2 ** 31) {
        every *= 2;
        kept = kept.filter((one) => lotOf(one) % every === 0);
      }
    },
    sessions: (): readonly Session[] => kept,
  };
}

/** A hash with the high bits mixed into the low ones, for those are what is looked at. */
function lotOf({ actor, network, from }: Session): number {
  const hash = fnv1a(`${actor}${network}${from}`);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function scalesOf(learned: Learned, sample: readonly Session[]): Model['scales'] {
  const rows = sample.map((session) => ({
    sort: sortOf(session.actor),
    values: readSession(learned, session, 1).map(({ value }) => value),
  }));
  const all = rows.map(({ values }) => values);
  const scales = new Map<ActorSort | 'any', Scales>([['any', scalesFrom(all)]]);
  for (const sort of actorSorts) {
    const own = rows.filter((row) => row.sort === sort).map(({ values }) => values);
    if (own.length >= enoughOfSort) scales.set(sort, scalesFrom(own));
  }
  return scales;
}

function scalesFrom(rows: readonly (readonly number[])[]): Scales {
  const columns = features.map((_, column) => scaleOf(rows.map((values) => values[column] ?? 0)));
  const totals = rows.map((values) =>
    columns.reduce((sum, scale, column) => sum + pointsOf(scale, values[column] ?? 0), 0),
  );
  const byFeature = features.map((feature, column): [Feature, Scale] => [
    feature,
    columns[column] ?? { size: 0, points: [] },
  ]);
  return {
    features: Object.fromEntries(byFeature) as Record<Feature, Scale>,
    total: scaleOf(totals),
  };
}
