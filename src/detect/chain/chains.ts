import type { CaseLink } from '#src/model/case.ts';
import { isAtLeast } from '#src/model/severity.ts';
import { Groups } from './groups.ts';
import { compareMembers, type Member } from './member.ts';
import type { ChainOptions } from './options.ts';
import { isApart, reachOf, shareMore } from './reach.ts';
import { isRoutine, routineRules } from './routine.ts';
import { type SharedValue, sharedValues } from './shared-values.ts';

export interface ChainLink extends Pick<CaseLink, 'by' | 'value'> {
  /** Keys of members. */
  readonly members: readonly string[];
  /** How far apart two of them may lie for this value alone to join them. */
  readonly reachMs: number;
}

/** Alerts that are one case. */
export interface Chain {
  /** Oldest first. */
  readonly members: readonly Member[];
  /** The widest first, at most `mostLinks`. */
  readonly links: readonly ChainLink[];
}

export interface Chained {
  /** All of them, oldest first, in a chain or not. */
  readonly members: readonly Member[];
  readonly chains: readonly Chain[];
  /** What members share, also where it joins nobody; holders are indexes of `members`. */
  readonly shared: readonly SharedValue[];
}

const mostLinks = 50;
/** Earlier alerts of one resource that each is compared with. */
const mostCompared = 50;

/**
 * Joins members that share something with neighbours in time. What too many share joins nobody, and routine work is
 * drawn in by what it shares with a case but joins no two cases. A chain has at least two members, and one that somebody
 * should look at.
 */
export function chainsOf(found: readonly Member[], options: ChainOptions): Chained {
  const members = found.toSorted(compareMembers);
  const routine = routineRules(members);
  const isGlue = members.map((member) => !isRoutine(member, routine));
  const shared = sharedValues(members, options);
  const groups = new Groups(members.length);
  for (const value of shared) {
    const glue = value.holders.filter((index) => isGlue[index] === true);
    joinNeighbours(value, spansOf(value, glue, members), groups, reachOf(value, options));
    if (value.by === 'resource') joinAlike(value, glue, members, groups, options.windowMs);
  }
  drawIn(shared, members, isGlue, groups, options);

  const byGroup = Map.groupBy(members.keys(), (index) => groups.find(index));
  const chains = [...byGroup.values()]
    .map((indexes) => indexes.flatMap((index) => members[index] ?? []))
    .filter(isCase);
  return { members, shared, chains: withLinks(chains, members, shared, options) };
}

function isCase(members: readonly Member[]): boolean {
  const isSerious = ({ severity, suppressed }: Member) =>
    suppressed === undefined && isAtLeast(severity, 'medium');
  return members.length > 1 && members.some(isSerious);
}

interface Span {
  readonly index: number;
  readonly member: Member;
  readonly from: number;
  readonly to: number;
}

/**
 * When each holder had to do with the value. Who goes back to an identity had to do with it when that one took on the
 * role, however long the session lived.
 */
function spansOf(
  { ancestral }: SharedValue,
  holders: readonly number[],
  members: readonly Member[],
): readonly Span[] {
  const spans = holders.flatMap((index) => {
    const member = members[index];
    if (member === undefined) return [];
    const at = ancestral.get(index);
    const { firstSeen: from, lastSeen: to } = member;
    const span = at === undefined ? { from, to } : { from: at, to: at };
    return [{ index, member, ...span }];
  });
  return spans.toSorted((a, b) => a.from - b.from || a.index - b.index);
}

function joinNeighbours(
  value: SharedValue,
  spans: readonly Span[],
  groups: Groups,
  reachMs: number,
): void {
  let previous: Span | undefined;
  let until = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    const isNear = span.from - until <= reachMs;
    if (previous !== undefined && isNear && !isApart(value, previous.member, span.member))
      groups.join(previous.index, span.index);
    previous = span;
    until = Math.max(until, span.to);
  }
}

/** A resource that two alerts name joins them over days when it is not all that they share. */
function joinAlike(
  { value }: SharedValue,
  holders: readonly number[],
  members: readonly Member[],
  groups: Groups,
  windowMs: number,
): void {
  for (const [place, index] of holders.entries())
    for (const earlier of holders.slice(Math.max(0, place - mostCompared), place)) {
      const [a, b] = [members[earlier], members[index]];
      if (a === undefined || b === undefined || b.firstSeen - a.lastSeen > windowMs) continue;
      if (shareMore(a, b, value)) groups.join(earlier, index);
    }
}

/** A routine alert belongs to the nearest alert in time that it shares something with, and to that one alone. */
function drawIn(
  shared: readonly SharedValue[],
  members: readonly Member[],
  isGlue: readonly boolean[],
  groups: Groups,
  options: ChainOptions,
): void {
  const nearest = new Map<number, { readonly to: number; readonly distance: number }>();
  for (const value of shared) {
    const { holders } = value;
    const reachMs = reachOf(value, options);
    const glue = holders.filter((index) => isGlue[index] === true);
    for (const index of holders.filter((each) => isGlue[each] !== true)) {
      const best = nearestOf(members, index, glue);
      if (best === undefined || best.distance > reachMs) continue;
      if (best.distance < (nearest.get(index)?.distance ?? Number.POSITIVE_INFINITY))
        nearest.set(index, best);
    }
  }
  for (const [index, { to }] of nearest) groups.join(to, index);
}

/** `glue` is ordered by time, so the nearest is beside the place where `index` would stand. */
function nearestOf(members: readonly Member[], index: number, glue: readonly number[]) {
  const place = glue.findIndex((each) => each > index);
  const around = place === -1 ? [glue.at(-1)] : [glue[place - 1], glue[place]];
  const distances = around.flatMap((to) => {
    const [a, b] = [members[index], members[to ?? -1]];
    if (to === undefined || a === undefined || b === undefined) return [];
    return [{ to, distance: Math.max(0, a.firstSeen - b.lastSeen, b.firstSeen - a.lastSeen) }];
  });
  return distances.toSorted((a, b) => a.distance - b.distance)[0];
}

function withLinks(
  chains: readonly (readonly Member[])[],
  members: readonly Member[],
  shared: readonly SharedValue[],
  options: ChainOptions,
): readonly Chain[] {
  const chainOf = new Map(
    chains.flatMap((ofChain, chain) => ofChain.map((member) => [member, chain] as const)),
  );
  const links: ChainLink[][] = chains.map(() => []);
  for (const link of shared) {
    const { by, value, holders, ancestral } = link;
    const reachMs = reachOf(link, options);
    const inChains = Map.groupBy(holders, (index) => chainOf.get(members[index] as Member));
    for (const [chain, indexes] of inChains) {
      if (chain === undefined || indexes.length < 2) continue;
      const kind = indexes.some((index) => ancestral.has(index)) ? 'role-assumption' : by;
      const keys = indexes.flatMap((index) => members[index]?.key ?? []);
      links[chain]?.push({ by: kind, value, members: keys, reachMs });
    }
  }
  return chains.map((ofChain, chain) => ({
    members: ofChain,
    links: (links[chain] ?? [])
      .toSorted((a, b) => b.members.length - a.members.length)
      .slice(0, mostLinks),
  }));
}
