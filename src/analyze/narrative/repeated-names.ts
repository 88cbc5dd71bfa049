const named =
  /\b(user|role|group|bucket|function|trail|database|instance|topic|queue|secret|table|stack|cluster|repository|image|snapshot) ([^\s,;()]+)/g;

/**
 * `created user bob`, `attached ReadOnly to user bob` → the second says `it`. Only where all phrases speak of one thing:
 * with two of them nobody would know which one is meant.
 */
export function withoutRepeatedNames(phrases: readonly string[]): readonly string[] {
  const things = new Set(
    phrases.flatMap((phrase) => [...phrase.matchAll(named)].map(([all]) => all)),
  );
  const [thing] = things;
  if (things.size !== 1 || thing === undefined) return phrases;
  const first = phrases.findIndex((phrase) => phrase.includes(thing));
  return phrases.map((phrase, index) => (index > first ? withIt(phrase, thing) : phrase));
}

function withIt(phrase: string, thing: string): string {
  const at = phrase.indexOf(thing);
  const after = phrase.charAt(at + thing.length);
  const isWhole = at !== -1 && (after === '' || /[\s,;()]/.test(after));
  return isWhole ? `${phrase.slice(0, at)}it${phrase.slice(at + thing.length)}` : phrase;
}
