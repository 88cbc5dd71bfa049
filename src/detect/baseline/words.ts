import { weekdays } from '#src/model/time.ts';
import { iamAction } from '#src/normalize/action.ts';
import type { Levels } from './likelihood.ts';
import type { Profile, ProfileDimension } from './profile.ts';

const longestValue = 80;

/** Values come from events: no control or direction characters, and no more of them than is needed to recognise one. */
export function shown(value: string): string {
  const clean = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return clean.length > longestValue ? `${clean.slice(0, longestValue)}…` : clean;
}

/** `iam.amazonaws.com:CreateUser` → `iam:CreateUser` */
export function shownAction(action: string): string {
  return shown(iamAction(action));
}

/** How often a value was seen before: in the actor's sessions, else in everybody's. */
export function seenPhrase(levels: Levels, dimension: ProfileDimension, value: string): string {
  const { actor, everybody, own } = levels;
  const all = phrase(everybody, dimension, value, own);
  if (actor === undefined || actor.sessions <= own) return `in ${all} of all actors`;
  return `in ${phrase(actor, dimension, value, own)} of this actor and ${all} of all actors`;
}

function phrase(profile: Profile, dimension: ProfileDimension, value: string, own: number): string {
  const had = Math.max(0, (profile.counts[dimension].of.get(value) ?? 0) - own);
  return `${had} of ${sessions(profile.sessions - own)}`;
}

export function sessions(count: number): string {
  return `${count} ${count === 1 ? 'session' : 'sessions'}`;
}

export function hourWords(hour: number): string {
  return `${weekdays[Math.floor(hour / 24)] ?? ''} ${String(hour % 24).padStart(2, '0')}:00 UTC`;
}

export function percent(ratio: number): string {
  return `${Math.round(100 * ratio)} %`;
}
