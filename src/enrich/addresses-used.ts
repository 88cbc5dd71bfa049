import type { Subject } from './enrichment.ts';
import type { TallyQuestion, Where } from './history.ts';

const dayMs = 24 * 3_600_000;

/** How far back habits are learned from. */
export const habitDays = 30;

/** What somebody did in the hours before is part of what is judged: it makes no thief's address a known one. */
const incidentMs = 12 * 3_600_000;

/** End of the past that habits are learned from, in milliseconds since 1970. */
export function endOfHabits({ firstSeen, story }: Subject): number {
  return Math.min(firstSeen, story?.acts[0]?.time ?? firstSeen) - incidentMs;
}

/**
 * From which addresses these calls came in the 30 days before. Several enrichments ask this about the actor: as long as
 * they ask it in the same words, the history answers once.
 */
export function addressesUsed(subject: Subject, where: Where): TallyQuestion {
  const to = endOfHabits(subject);
  return { where, from: to - habitDays * dayMs, to, by: ['ip'], limit: 300 };
}
