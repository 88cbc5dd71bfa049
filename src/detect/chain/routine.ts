import { isAtLeast } from '#src/model/severity.ts';
import { dayMs } from '#src/model/time.ts';
import type { Member } from './member.ts';

/** Days on which the same low alert of the same actor makes it a habit. */
const habitDays = 3;

/** Rules, by actor, whose low alerts come again and again. */
export function routineRules(members: readonly Member[]): ReadonlySet<string> {
  const days = new Map<string, Set<number>>();
  for (const member of members) {
    if (!isWeak(member)) continue;
    const known = days.get(nameOf(member)) ?? new Set();
    days.set(nameOf(member), known.add(Math.floor(member.firstSeen / dayMs)));
  }
  return new Set([...days].filter(([, { size }]) => size >= habitDays).map(([name]) => name));
}

/** Low alerts of machines, and those that an actor sets off all the time, join no two things that are not joined anyhow. */
export function isRoutine(member: Member, routine: ReadonlySet<string>): boolean {
  return isWeak(member) && (member.isMachine || routine.has(nameOf(member)));
}

function isWeak({ severity }: Member): boolean {
  return !isAtLeast(severity, 'medium');
}

function nameOf({ actorKey, rule }: Member): string {
  return `${rule} ${actorKey}`;
}
