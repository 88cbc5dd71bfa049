import { membersOf } from '#src/detect/baseline/model.ts';
import { groupKeyOf } from '#src/detect/baseline/session.ts';
import { dayMs } from '#src/model/time.ts';
import { actorGroupOf } from '#src/normalize/actor/actor-group.ts';
import { accountInArn } from '#src/normalize/actor/arn.ts';
import type { EnrichContext, Subject } from './enrichment.ts';
import { monthBefore } from './surroundings.ts';

const recentDays = 7;
const mostActors = 500;

/**
 * The others who use the actor's role or permission set, the most active first; none when nobody can share it. The
 * trained baseline knows them at once, for all accounts; without one, those count that were active in the role's account
 * in the week before. Units that ask this ask the history together.
 */
export async function othersOfRole(
  subject: Subject,
  { history, lookups }: EnrichContext,
): Promise<readonly string[]> {
  const { key } = subject.actor;
  const group = groupKeyOf(key);
  if (group === '') return [];
  if (lookups.baseline !== undefined)
    return membersOf(lookups.baseline.model, group).filter((other) => other !== key);
  const account = accountInArn(actorGroupOf(key).role) || subject.account;
  const { to } = monthBefore(subject);
  const from = to - recentDays * dayMs;
  const [rows = []] = await history.tally([
    { where: { account }, from, to, by: ['actor'], limit: mostActors },
  ]);
  return rows
    .flatMap(({ values }) => values.slice(0, 1))
    .filter((other) => other !== key && groupKeyOf(other) === group);
}
