import type { Counts } from './counts.ts';
import type { Feature } from './features.ts';
import type { Profile } from './profile.ts';
import type { Scale } from './scale.ts';
import { type ActorSort, groupKeyOf } from './session.ts';

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

/** Others who use the same role or permission set, the most active first. */
export function membersOf({ actors }: Model, groupKey: string): readonly string[] {
  if (groupKey === '') return [];
  return [...actors]
    .filter(([key]) => groupKeyOf(key) === groupKey)
    .sort(([a, m], [b, n]) => n.sessions - m.sessions || (a < b ? -1 : 1))
    .map(([key]) => key);
}
