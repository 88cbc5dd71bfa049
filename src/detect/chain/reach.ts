import { type LinkValue, type Member, nameOfLink } from './member.ts';
import type { ChainOptions } from './options.ts';

const hourMs = 3_600_000;
/** A thing that anybody may touch says something about the same day. */
const resourceReachMs = 24 * hourMs;
/** The longest session of a role, which is about a working day. */
const routineReachMs = 12 * hourMs;
/** A role is worn by whoever may assume it, and people of a directory sign in every day. */
const worn = /:role\/|:identitystore:|^saml:/;

/**
 * How far apart two alerts may lie for this value alone to join them. Whoever works there uses it on ordinary days, so
 * that it says little about another day: not so a stranger's address, a new key or one session.
 */
export function reachOf({ by, value }: LinkValue, { windowMs, routine }: ChainOptions): number {
  if (by === 'resource') return Math.min(windowMs, resourceReachMs);
  const isWorn = by === 'actor' && worn.test(value);
  const isRoutine = isWorn || routine?.has(nameOfLink({ by, value })) === true;
  return isRoutine ? Math.min(windowMs, routineReachMs) : windowMs;
}

/** Whether two alerts that name one resource have something else in common that is not that resource itself. */
export function shareMore(a: Member, b: Member, resource: string): boolean {
  const own = new Set(a.values.filter(({ value }) => value !== resource).map(nameOfLink));
  return b.values.some((link) => own.has(nameOfLink(link)));
}
