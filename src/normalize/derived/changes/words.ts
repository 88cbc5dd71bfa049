const longest = 120;

/** Control, bidirectional and other invisible letters, with which a name could lie about what stands around it. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the letters to be removed.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Text that somebody else chose, fit for a sentence: visible, on one line and not long. */
export function clean(value: string): string {
  const visible = value
    .slice(0, 4 * longest)
    .replace(invisible, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = Array.from(visible);
  return letters.length <= longest ? visible : `${letters.slice(0, longest - 1).join('')}…`;
}

/** `a, b and c`; beyond four `a, b, c and 7 more`. */
export function joined(values: readonly string[]): string {
  const shown = values.length > 4 ? [...values.slice(0, 3), `${values.length - 3} more`] : values;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

const irregular: ReadonlyMap<string, string> = new Map([
  ['drop', 'dropped'],
  ['feed', 'fed'],
  ['get', 'got'],
  ['give', 'gave'],
  ['keep', 'kept'],
  ['leave', 'left'],
  ['let', 'let'],
  ['make', 'made'],
  ['plan', 'planned'],
  ['put', 'put'],
  ['read', 'read'],
  ['reset', 'reset'],
  ['run', 'ran'],
  ['send', 'sent'],
  ['set', 'set'],
  ['stop', 'stopped'],
  ['take', 'took'],
  ['transfer', 'transferred'],
  ['write', 'wrote'],
]);

export function pastOf(verb: string): string {
  const past = irregular.get(verb);
  if (past !== undefined) return past;
  if (verb.endsWith('e')) return `${verb}d`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}
