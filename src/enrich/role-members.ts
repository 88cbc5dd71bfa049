import { actorGroupOf } from '#src/normalize/actor/actor-group.ts';
import { accountInArn } from '#src/normalize/actor/arn.ts';
import type { Subject } from './enrichment.ts';
import type { Tally, TallyQuestion } from './history.ts';
import { monthBefore } from './surroundings.ts';

/** The most active actors of an account that are looked at. */
export const mostActors = 500;

/** Who acted in the account in the month before: units that ask this ask it together. */
export function actorsOf(account: string, subject: Subject): TallyQuestion {
  return { where: { account }, ...monthBefore(subject), by: ['actor'], limit: mostActors };
}

/** Who would be among the others that use the actor's role; none when nobody can share it. */
export function roleMembersQuestion(subject: Subject): readonly TallyQuestion[] {
  const { role } = actorGroupOf(subject.actor.key);
  if (role === '') return [];
  return [actorsOf(accountInArn(role) || subject.account, subject)];
}

/** The others of the actor's role, the most active first. */
export function otherMembers(actorKey: string, rows: readonly Tally[]): readonly string[] {
  const { role } = actorGroupOf(actorKey);
  return rows
    .flatMap(({ values }) => values.slice(0, 1))
    .filter((key) => key !== actorKey && actorGroupOf(key).role === role);
}
