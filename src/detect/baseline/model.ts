import { compareTexts } from '#src/compare-texts.ts';
import type { Counts } from './counts.ts';
import type { Feature } from './features.ts';
import type { Profile } from './profile.ts';
import type { Scale } from './scale.ts';
import { type ActorSort, groupKeyOf, sortOf } from './session.ts';

/** Grows when an older Cairn could no longer read a model. */
export const modelFormat = 1;

/** How the networks of addresses are named: by who runs them, where a file says it, or by their prefix. */
export type NetworkNaming = 'asn' | 'prefix';

export interface ModelInfo {
  /** ISO 8601, UTC. */
  readonly trainedAt: string;
  /** Milliseconds since 1970 of the first and last event. */
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly sessions: number;
  readonly networks: NetworkNaming;
  /** What did not fit: actors without a profile of their own, and rare values of profiles. */
  readonly dropped: { readonly actors: number; readonly values: number };
}

/** How odd training sessions were, each judged as if it had not been trained on. */
export interface Scales {
  readonly features: Readonly<Record<Feature, Scale>>;
  /** Of the sums of points. */
  readonly total: Scale;
}

/** What is usual, learned from stored sessions without anybody having labelled them. */
export interface Model {
  readonly info: ModelInfo;
  readonly everybody: Profile;
  readonly accounts: ReadonlyMap<string, Profile>;
  /** By role or permission set, see `groupKeyOf`. */
  readonly groups: ReadonlyMap<string, Profile>;
  /** By `Actor.key`. */
  readonly actors: ReadonlyMap<string, Profile>;
  /** `a\nb`: sessions in which an action was followed by another one. */
  readonly pairs: Counts;
  readonly scales: ReadonlyMap<ActorSort | 'any', Scales>;
}

interface Memberships {
  /** Actor keys by `groupKeyOf`, and by account that they acted in; the most active first. */
  readonly byGroup: ReadonlyMap<string, readonly string[]>;
  readonly byAccount: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<Model, Memberships>();

/** Actors who use the same role or permission set, the most active first. */
export function membersOf(model: Model, groupKey: string): readonly string[] {
  return (groupKey !== '' && membershipsOf(model).byGroup.get(groupKey)) || [];
}

/** Actors who acted in any of these accounts and are of this sort, the most active first. */
export function actorsIn(
  model: Model,
  accounts: readonly string[],
  sort: ActorSort,
): readonly string[] {
  const { byAccount } = membershipsOf(model);
  const keys = new Set(accounts.flatMap((account) => byAccount.get(account) ?? []));
  return byActivity(
    model,
    [...keys].filter((key) => sortOf(key) === sort),
  );
}

function membershipsOf(model: Model): Memberships {
  const found = known.get(model) ?? findMemberships(model);
  known.set(model, found);
  return found;
}

function findMemberships(model: Model): Memberships {
  const byGroup = new Map<string, string[]>();
  const byAccount = new Map<string, string[]>();
  for (const key of byActivity(model, [...model.actors.keys()])) {
    listUnder(byGroup, groupKeyOf(key), key);
    for (const account of model.actors.get(key)?.counts.accounts.of.keys() ?? [])
      listUnder(byAccount, account, key);
  }
  return { byGroup, byAccount };
}

function listUnder(lists: Map<string, string[]>, name: string, key: string): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [key]);
  else list.push(key);
}

function byActivity({ actors }: Model, keys: readonly string[]): readonly string[] {
  const sessions = (key: string) => actors.get(key)?.sessions ?? 0;
  return keys.toSorted((a, b) => sessions(b) - sessions(a) || compareTexts(a, b));
}
