const named =
  /\b((?<!access )key|user(?! data)|model|role|group|bucket|function|trail|database|instance|topic|queue|secret|table|stack|cluster|repository|image|snapshot) ([^\s,;()]+)/g;

/**
 * `created user bob`, `attached ReadOnly to user bob` → the second says `it`. Only where all phrases speak of one thing,
 * and right after one that does: otherwise nobody would know what is meant.
 */
export function withoutRepeatedNames(phrases: readonly string[]): readonly string[] {
  const things = new Set(
    phrases.flatMap((phrase) => [...phrase.matchAll(named)].map(([all]) => all)),
  );
  const [thing] = things;
  if (things.size !== 1 || thing === undefined) return phrases;
  return phrases.map((phrase, index) =>
    phrases[index - 1]?.includes(thing) ? withIt(phrase, thing) : phrase,
  );
}

function withIt(phrase: string, thing: string): string {
  const at = phrase.indexOf(thing);
  const after = phrase.charAt(at + thing.length);
  const isWhole = at !== -1 && (after === '' || /[\s,;()]/.test(after));
  if (!isWhole) return phrase;
  const before = phrase.slice(0, at);
  const rest = phrase.slice(at + thing.length);
  const owned = /^(.*\b)the ((?:\w+ ){0,2}\w+) of $/.exec(before);
  if (owned !== null) return `${owned[1]}its ${owned[2]}${rest}`;
  return before.endsWith(' of ') ? phrase : `${before}it${rest}`;
}
