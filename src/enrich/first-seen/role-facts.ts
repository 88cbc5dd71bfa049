import type { ProfileDimension } from '#src/detect/baseline/profile.ts';
import { groupKeyOf } from '#src/detect/baseline/session.ts';
import type { EnrichContext, Subject } from '../enrichment.ts';
import type { TallyQuestion } from '../history.ts';
import { monthBefore } from '../surroundings.ts';
import { type FactDimension, type StoredValue, whereOf } from './values.ts';

const profiled: Partial<Record<FactDimension, ProfileDimension>> = {
  action: 'actions',
  userAgent: 'userAgents',
  region: 'regions',
  targetAccount: 'accounts',
};

/**
 * Of these values, those that others of the role have used: known from the trained baseline, else asked of the month
 * before. The questions about actions are those of `baseline`, so that the history is asked once for both.
 */
export async function knownToRole(
  values: readonly StoredValue[],
  members: readonly string[],
  subject: Subject,
  { history, lookups }: EnrichContext,
): Promise<ReadonlySet<StoredValue>> {
  const habits = lookups.baseline?.model.groups.get(groupKeyOf(subject.actor.key));
  const isTrained = ({ dimension, value }: StoredValue) => {
    const counted = profiled[dimension];
    return counted !== undefined && habits?.counts[counted].of.has(value) === true;
  };
  const unsure = values.filter((value) => !isTrained(value));
  const rows = await history.tally(
    unsure.flatMap((value) => members.map((actor) => membersQuestion(actor, value, subject))),
  );
  const asked = unsure.filter((_, index) =>
    rows
      .slice(index * members.length, (index + 1) * members.length)
      .some((found) => found.length > 0),
  );
  return new Set([...values.filter(isTrained), ...asked]);
}

function membersQuestion(actor: string, value: StoredValue, subject: Subject): TallyQuestion {
  return {
    where: { actor, ...whereOf(value) },
    ...monthBefore(subject),
    by: ['actor'],
    limit: 1,
  };
}
