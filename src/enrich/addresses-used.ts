import type { Subject } from './enrichment.ts';
import type { TallyQuestion, Where } from './history.ts';
import { monthBefore } from './surroundings.ts';

/**
 * From which addresses these calls came in the month before the alert's day. Several enrichments ask this about the
 * actor: as long as they ask it in the same words, the history answers once.
 */
export function addressesUsed(subject: Subject, where: Where): TallyQuestion {
  return { where, ...monthBefore(subject), by: ['ip'], limit: 300 };
}
