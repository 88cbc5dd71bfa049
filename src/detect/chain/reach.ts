import { hourMs } from '#src/model/time.ts';
import { type LinkValue, type Member, nameOfLink } from './member.ts';
import type { ChainOptions } from './options.ts';

/** A thing that anybody may touch says something about the same day. */
const resourceReachMs = 24 * hourMs;
/** About a working day, and the longest session of a role. */
const routineReachMs = 12 * hourMs;
/** Another session of the same role, from elsewhere, is another program or person, unless it comes at once. */
const wornReachMs = 2 * hourMs;
/** Who acts on Friday may go on on Monday; one person's alerts of two weeks have little to do with each other. */
const personReachMs = 72 * hourMs;
/** Whoever may assume a role wears it. */
const worn = /:role\//;
/** `#` sets the person behind a shared role apart; people of a directory sign in under the same name every day. */
const person = /#|:identitystore:|^saml:/;
/** Sessions that carry the name of a person, which is the same every day. */
const personsSession = /:assumed-role\/(?:AWSReservedSSO_|[^/]+\/[^/@]+@)/;

/**
 * How far apart two alerts may lie for this value alone to join them. Whoever works there uses it on ordinary days, so
 * that it says little about another day: not so a stranger's address, a new key or one session.
 */
export function reachOf(link: LinkValue, { windowMs, routine }: ChainOptions): number {
  const { by, value } = link;
  if (by === 'resource') return Math.min(windowMs, resourceReachMs);
  if (isPersons(link)) return Math.min(windowMs, personReachMs);
  if (isWorn(link)) return Math.min(windowMs, wornReachMs);
  return routine?.has(nameOfLink({ by, value })) ? Math.min(windowMs, routineReachMs) : windowMs;
}

/** Whether two alerts that name one resource have something else in common that is not that resource itself. */
export function shareMore(a: Member, b: Member, resource: string): boolean {
  const own = new Set(a.values.filter(({ value }) => value !== resource).map(nameOfLink));
  const areApart = areOfDifferentPeople(a, b);
  return b.values.some((link) => own.has(nameOfLink(link)) && !(areApart && isWorn(link)));
}

/** A role that two people wear does not make them one, where it is known who they are. */
export function isApart(link: LinkValue, a: Member, b: Member): boolean {
  return isWorn(link) && areOfDifferentPeople(a, b);
}

function areOfDifferentPeople(a: Member, b: Member): boolean {
  const [own, others] = [peopleOf(a), peopleOf(b)];
  return own.size > 0 && others.size > 0 && own.isDisjointFrom(others);
}

function peopleOf({ values, ancestors }: Member): ReadonlySet<string> {
  const links: readonly LinkValue[] = [...values, ...ancestors];
  return new Set(links.filter(isPersons).map(nameOfLink));
}

function isPersons({ by, value }: LinkValue): boolean {
  return by === 'session' ? personsSession.test(value) : by === 'actor' && person.test(value);
}

function isWorn({ by, value }: LinkValue): boolean {
  return by === 'actor' && worn.test(value) && !person.test(value);
}
