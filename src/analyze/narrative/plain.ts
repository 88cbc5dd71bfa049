/** Control characters and others that cannot be seen, which could hide or reorder what stands around them. */
export const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/**
 * Text that an event holds, fit for a sentence: one line, nothing invisible, of bounded length. Such text is a name to be
 * shown, whatever else its writer hoped it would be.
 */
export function plain(value: string, most = 80): string {
  const clean = value
    .slice(0, 4 * most)
    .replaceAll(unprintable, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return clean.length > most ? `${clean.slice(0, most - 1).trimEnd()}…` : clean;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

export function upperFirst(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
