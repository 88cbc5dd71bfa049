import { type LinkValue, type Member, nameOfLink } from './member.ts';
import type { ChainOptions } from './options.ts';

/** A value, and which members have it. */
export interface SharedValue extends LinkValue {
  /** Indexes of members, ascending: their order is that of time. */
  readonly holders: readonly number[];
  /** Those that have it through an identity that they go back to, with the time at which that one took on the role. */
  readonly ancestral: ReadonlyMap<number, number>;
}

interface Growing extends LinkValue {
  readonly holders: number[];
  readonly ancestral: Map<number, number>;
}

/** Values that at least two members have, without those that say nothing because too many have them. */
export function sharedValues(
  members: readonly Member[],
  options: ChainOptions,
): readonly SharedValue[] {
  const values = new Map<string, Growing>();
  const put = ({ by, value }: LinkValue, index: number, assumedAt?: number) => {
    const name = nameOfLink({ by, value });
    const known = values.get(name) ?? {
      by,
      value,
      holders: [],
      ancestral: new Map<number, number>(),
    };
    values.set(name, known);
    if (known.holders.at(-1) === index) return;
    known.holders.push(index);
    if (assumedAt !== undefined) known.ancestral.set(index, assumedAt);
  };
  for (const [index, { values: own, ancestors }] of members.entries()) {
    for (const link of own) put(link, index);
    for (const link of ancestors) put(link, index, link.at);
  }
  return [...values]
    .filter(([name, value]) => isTelling(name, value, members, options))
    .map(([, value]) => value);
}

/** One person may set off many alerts; many people behind one address have nothing to do with each other. */
function isTelling(
  name: string,
  { by, holders }: Growing,
  members: readonly Member[],
  { mostActors, mostAlerts, common }: ChainOptions,
): boolean {
  if (holders.length < 2 || holders.length > mostAlerts || common?.has(name) === true) return false;
  if (by !== 'ip' && by !== 'resource') return true;
  return actorsOf(holders, members).size <= mostActors;
}

export function actorsOf(holders: readonly number[], members: readonly Member[]): Set<string> {
  return new Set(holders.map((index) => members[index]?.actorKey ?? ''));
}
