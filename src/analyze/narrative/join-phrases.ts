import { joinWords } from './plain.ts';

const aTry = /^tried to (.+), ((?:refused|failed)(?: each time)?: [^,;]+)$/;

/** Tries with one outcome are one: `tried to list users and list roles, each refused: AccessDenied`. */
export function joinTries(phrases: readonly string[]): readonly string[] {
  const byOutcome = Map.groupBy(phrases, (phrase) => outcomeOf(phrase) ?? phrase);
  return [...byOutcome].flatMap(([outcome, same]) => {
    if (same.length < 2) return same;
    const tried = same.map((phrase) => aTry.exec(phrase)?.[1] ?? phrase);
    return [`tried to ${joinWords(tried)}, each ${outcome}`];
  });
}

function outcomeOf(phrase: string): string | undefined {
  return aTry.exec(phrase)?.[2]?.replace(' each time', '');
}

/** Phrases with commas of their own are set apart by semicolons. */
export function joinPhrases(phrases: readonly string[]): string {
  const hasComma = phrases.some((phrase) => phrase.includes(','));
  return hasComma && phrases.length > 1 ? phrases.join('; ') : joinWords(phrases);
}
