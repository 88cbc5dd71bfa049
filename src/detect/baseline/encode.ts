import { compareTexts } from '#src/compare-texts.ts';
import { type Counts, noCounts } from './counts.ts';
import type { Feature } from './features.ts';
import type { Model, ModelInfo, Scales } from './model.ts';
import { dimensions, emptyProfile, numbers, type Profile } from './profile.ts';
import type { Scale } from './scale.ts';
import type { ActorSort } from './session.ts';

/** A model as plain data. Texts are listed once and meant by their place in the list; counts are pairs, flat. */
export interface EncodedModel {
  readonly info: ModelInfo;
  readonly texts: readonly string[];
  readonly everybody: EncodedProfile;
  readonly accounts: readonly (readonly [number, EncodedProfile])[];
  readonly groups: readonly (readonly [number, EncodedProfile])[];
  readonly actors: readonly (readonly [number, EncodedProfile])[];
  readonly pairs: EncodedCounts;
  readonly scales: readonly (readonly [ActorSort | 'any', EncodedScales])[];
}

type Flat = readonly number[];

interface EncodedCounts {
  readonly of: Flat;
  readonly dropped: number;
}

interface EncodedProfile {
  readonly n: number;
  /** In the order of `dimensions`. */
  readonly counts: readonly EncodedCounts[];
  readonly hours: Flat;
  /** In the order of `numbers`. */
  readonly bins: readonly Flat[];
}

type EncodedScale = readonly [size: number, ...points: number[]];

interface EncodedScales {
  readonly features: readonly (readonly [Feature, EncodedScale])[];
  readonly total: EncodedScale;
}

/** The same model gives the same data, whatever the order in which it was learned. */
export function encodeModel(model: Model): EncodedModel {
  const texts = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = texts.get(text) ?? texts.size;
    texts.set(text, number);
    return number;
  };
  const counts = (from: Counts): EncodedCounts => ({
    of: [...from.of]
      .sort(([a, m], [b, n]) => n - m || compareTexts(a, b))
      .flatMap(([text, times]) => [numberOf(text), times]),
    dropped: from.dropped,
  });
  const profile = (from: Profile): EncodedProfile => ({
    n: from.sessions,
    counts: dimensions.map((dimension) => counts(from.counts[dimension])),
    hours: sparse(from.hours),
    bins: numbers.map((number) => sparse(from.bins[number])),
  });
  const profiles = (from: ReadonlyMap<string, Profile>) =>
    [...from]
      .sort(([a], [b]) => compareTexts(a, b))
      .map(([key, one]) => [numberOf(key), profile(one)] as const);
  return {
    info: model.info,
    everybody: profile(model.everybody),
    accounts: profiles(model.accounts),
    groups: profiles(model.groups),
    actors: profiles(model.actors),
    pairs: counts(model.pairs),
    scales: [...model.scales].map(([sort, scales]) => [sort, encodeScales(scales)] as const),
    texts: [...texts.keys()],
  };
}

export function decodeModel(data: EncodedModel): Model {
  const textOf = (number: number | undefined): string => data.texts[number ?? -1] ?? '';
  const counts = ({ of, dropped }: EncodedCounts): Counts => ({
    of: new Map(pairsOf(of).map(([text, times]) => [textOf(text), times])),
    dropped,
  });
  const profile = ({ n, counts: held, hours, bins }: EncodedProfile): Profile => {
    const empty = emptyProfile();
    const byName = dimensions.map((dimension, index) => {
      const found = held[index];
      return [dimension, found === undefined ? noCounts() : counts(found)] as const;
    });
    fill(empty.hours, hours);
    for (const [index, number] of numbers.entries()) fill(empty.bins[number], bins[index] ?? []);
    return {
      ...empty,
      sessions: n,
      counts: { ...empty.counts, ...Object.fromEntries(byName) },
    };
  };
  const profiles = (from: EncodedModel['actors']) =>
    new Map(from.map(([key, one]) => [textOf(key), profile(one)]));
  return {
    info: data.info,
    everybody: profile(data.everybody),
    accounts: profiles(data.accounts),
    groups: profiles(data.groups),
    actors: profiles(data.actors),
    pairs: counts(data.pairs),
    scales: new Map(data.scales.map(([sort, scales]) => [sort, decodeScales(scales)])),
  };
}

function sparse(bins: readonly number[]): Flat {
  return bins.flatMap((value, bin) => (value === 0 ? [] : [bin, value]));
}

function fill(bins: number[], flat: Flat): void {
  for (const [bin, value] of pairsOf(flat)) bins[bin] = value;
}

function pairsOf(flat: Flat): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at < flat.length; at += 2) pairs.push([flat[at] ?? 0, flat[at + 1] ?? 0]);
  return pairs;
}

function encodeScales({ features, total }: Scales): EncodedScales {
  const entries = Object.entries(features) as [Feature, Scale][];
  return {
    features: entries.map(([feature, scale]) => [feature, encodeScale(scale)] as const),
    total: encodeScale(total),
  };
}

function decodeScales({ features, total }: EncodedScales): Scales {
  const entries = features.map(([feature, scale]) => [feature, decodeScale(scale)] as const);
  return {
    features: Object.fromEntries(entries) as Record<Feature, Scale>,
    total: decodeScale(total),
  };
}

function encodeScale({ size, points }: Scale): EncodedScale {
  return [size, ...points.flatMap(({ value, atLeast }) => [value, atLeast])];
}

function decodeScale([size, ...points]: EncodedScale): Scale {
  return { size, points: pairsOf(points).map(([value, atLeast]) => ({ value, atLeast })) };
}
