import { plural } from '#src/model/plural.ts';

/** Nouns that stand before a name in our sentences. */
const nouns: ReadonlySet<string> = new Set(
  `alarm alias address bucket cluster command database detector device distribution document domain function
  group image instance key model object parameter policy pool provider queue recorder repository role secret
  snapshot stack subscription table task topic trail user vault volume zone`.split(/\s+/),
);

/** The plural of a noun that we know; undefined for other words. */
export function pluralOf(word: string): string | undefined {
  if (nouns.has(word)) return plural(word);
  return word.endsWith('s') && nouns.has(word.slice(0, -1)) ? word : undefined;
}

/** `2,400`; whole US dollars, for a price range is no more exact. */
export function dollars(amount: number): string {
  return Math.round(amount).toLocaleString('en-US');
}
