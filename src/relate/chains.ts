import { type Chained, chainsOf } from '#src/detect/chain/chains.ts';
import { type LinkValue, type Member, nameOfLink } from '#src/detect/chain/member.ts';
import { actorsOf, sharedValues } from '#src/detect/chain/shared-values.ts';
import type { Signal } from '#src/detect/group/alert-group.ts';
import type { Config } from '#src/model/config.ts';
import { dayMs } from '#src/model/time.ts';
import { sourceKindOf } from '#src/normalize/address/address-kind.ts';
import { withAncestors } from './ancestors.ts';
import { findMembers, type RuleWords } from './members.ts';
import { routineValues } from './routine-values.ts';
import type { RelationHistory } from './tolerant-history.ts';

export interface ChainInput {
  /** Signals that make alerts, and those that a filter quieted. */
  readonly signals: AsyncIterable<Signal>;
  readonly quieted?: AsyncIterable<Signal>;
  readonly history: RelationHistory;
  readonly config: Config;
  readonly about: (rule: string) => RuleWords;
}

/** Which alerts belong together, known before any of them is understood. */
export interface Chains extends Chained {
  /** Low alerts that were not looked at, because there were too many. */
  readonly leftOut: number;
}

/** Values that are asked about; those with the most holders first. */
const mostAsked = 512;

/**
 * The first pass: all alerts, briefly. Its memory is that of the members, which are bounded; the history is asked about
 * role sessions and about what different actors share.
 */
export async function findChains(input: ChainInput): Promise<Chains> {
  const { history, config } = input;
  // Offices, private networks and names of services say nothing about who belongs together.
  const isShared = (source: string) => sourceKindOf(source, config) !== 'public';
  const options = { ...input, isShared };
  const found = await findMembers(input.signals, options);
  const quieted =
    input.quieted === undefined
      ? { members: [], leftOut: 0 }
      : await findMembers(input.quieted, options);
  const members = await withAncestors([...found.members, ...quieted.members], history);
  const { windowDays, mostActors, mostAlerts } = config.cases;
  const limits = { windowMs: windowDays * dayMs, mostActors, mostAlerts };
  const common = await commonValues(members, history, limits);
  const routine = await routineValues(members, history, { ...limits, common });
  return {
    ...chainsOf(members, { ...limits, common, routine }),
    leftOut: found.leftOut + quieted.leftOut,
  };
}

interface Limits {
  readonly windowMs: number;
  readonly mostActors: number;
  readonly mostAlerts: number;
}

/** Addresses and resources that only a few alerts share may still be everybody's: the history knows. */
async function commonValues(
  members: readonly Member[],
  history: Pick<RelationHistory, 'tally'>,
  limits: Limits,
): Promise<ReadonlySet<string>> {
  const asked = sharedValues(members, limits)
    .filter(({ by, holders }) => isPlace(by) && actorsOf(holders, members).size > 1)
    .toSorted((a, b) => b.holders.length - a.holders.length)
    .slice(0, mostAsked);
  if (asked.length === 0) return new Set();
  const answers = await history.tally(
    asked.map(({ by, value, holders }) => {
      const times = holders.flatMap((index) => members[index]?.firstSeen ?? []);
      return {
        where: by === 'ip' ? { ip: value } : { resource: value },
        from: Math.min(...times) - 30 * dayMs,
        to: Math.max(...times) + 1,
        by: ['actor'] as const,
        limit: limits.mostActors + 1,
      };
    }),
  );
  const common = asked.filter((_, place) => (answers[place]?.length ?? 0) > limits.mostActors);
  return new Set(common.map(nameOfLink));
}

function isPlace(by: LinkValue['by']): boolean {
  return by === 'ip' || by === 'resource';
}
