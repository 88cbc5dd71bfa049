import { plainEventName } from '#src/normalize/event-name.ts';
import { text } from '#src/normalize/untyped.ts';
import type { Phrase } from './fold.ts';
import { joinWords, plain } from './plain.ts';

/** More would not be read. */
export const mostPhrases = 4;

/** How many characters the telling may take. */
export interface Room {
  /** The alert's own acts; the first of them is always told. */
  readonly own: number;
  /** These and the others of the same story. */
  readonly story: number;
  /** True where not even the first names of many things fit. */
  readonly onlyCounts?: true;
  /** True where not even fits that the story has more. */
  readonly isAlone?: true;
  /** True where the records are only some of the alert's calls. */
  readonly isPart?: true;
}

/** The gravest first: a reader must not miss whom something was opened to. */
export function fitting(phrases: readonly Phrase[], longest: number): readonly Phrase[] {
  return phrases
    .toSorted((a, b) => Number(isGrave(b)) - Number(isGrave(a)))
    .slice(0, mostPhrases)
    .filter((_, index, all) => index === 0 || lengthOf(all.slice(0, index + 1)) <= longest);
}

const grave =
  /\boutside account\b|\bpublic\b|\beveryone\b|\banyone\b|\bthe world\b|\badministrator|\ballows everything\b/i;

function isGrave({ text: phrase }: Phrase): boolean {
  return grave.test(phrase);
}

export function fittingCount(phrases: readonly Phrase[], longest: number): number {
  const fits = (count: number) => lengthOf(phrases.slice(0, count)) <= longest;
  return phrases.slice(0, mostPhrases).filter((_, index) => fits(index + 1)).length;
}

export function lengthOf(phrases: readonly Phrase[]): number {
  return phrases.reduce((sum, { text: phrase }) => sum + phrase.length + 1, 0);
}

/** What there was beside what is told; how much, the number of events says. */
export function restOf(
  own: readonly Phrase[],
  shown: readonly Phrase[],
  room: Room,
): readonly string[] {
  const told = new Set(shown.flatMap(({ records }) => [...records]));
  const hidden = own.filter(
    (phrase) => !shown.includes(phrase) && ![...phrase.records].every((record) => told.has(record)),
  );
  return hidden.length === 0 ? [] : [`made ${otherCalls(hidden, room)}`];
}

/** Characters of the names of calls; the first is always given. */
const longestNames = 50;

/** `the call PutObject`, `other calls such as ListUsers and ListRoles`: too many for phrases, but with their names. */
export function otherCalls(phrases: readonly Phrase[], { isAlone, isPart }: Room): string {
  const times = phrases.reduce((sum, phrase) => sum + phrase.times, 0);
  const isOne = times === 1 && isPart !== true;
  if (isAlone === true) return isOne ? 'another call' : 'other calls';
  const records = phrases.flatMap((phrase) => [...phrase.records]);
  const names = new Set(records.map((record) => plainEventName(text(record['eventName']))));
  const [first = '', second = ''] = [...names].map((name) => plain(name, 60));
  const shown =
    second === '' || first.length + second.length > longestNames ? [first] : [first, second];
  return `${isOne ? 'the call' : 'other calls such as'} ${joinWords(shown)}`;
}
