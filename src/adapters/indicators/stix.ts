import { type Bag, bag, list, text } from '#src/normalize/untyped.ts';
import type { Entry } from './entry.ts';

/**
 * Indicators of a STIX 2.1 bundle whose pattern is one comparison, or several of which each alone is enough:
 * `[ipv4-addr:value = '192.0.2.1' OR domain-name:value = 'evil.example']`. A pattern that asks for several things at once
 * says nothing about one of them, so it is left out, and so is an indicator that was revoked.
 * https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html#_me3pzm77qfnf
 */
export function* stixEntries(bundle: unknown, file: string): Generator<Entry> {
  const objects = list(bag(bundle)['objects']);
  for (const [at, each] of objects.entries()) {
    const object = bag(each);
    const isIndicator = object['type'] === 'indicator' && object['revoked'] !== true;
    const pattern = text(object['pattern']);
    if (isIndicator && isSimple(pattern))
      yield* entriesOfPattern(pattern, noteOf(object), `${file}: objects.${at}.pattern`);
  }
}

function* entriesOfPattern(pattern: string, note: string, where: string): Generator<Entry> {
  for (const [comparing, type = '', value = ''] of pattern.matchAll(comparison)) {
    yield {
      type: /'User-Agent'/i.test(comparing) ? 'user-agent' : type,
      value: value.replaceAll(/\\(.)/g, '$1'),
      note,
      source: '',
      where,
    };
  }
}

function noteOf(object: Bag): string {
  const until = text(object['valid_until']);
  const parts = [text(object['name']), until === '' ? '' : `valid until ${until}`];
  return parts.filter((part) => part !== '').join(', ');
}

/** A name begins where a word begins: looking for one at every letter would take a time that grows with the square. */
const comparison =
  /(?<![a-z0-9-])([a-z][a-z0-9-]*):(?:[\w.-]|'[^']*')+\s*=\s*'((?:[^'\\]|\\.)*)'/gi;

const longestPattern = 10_000;

function isSimple(pattern: string): boolean {
  if (pattern.length > longestPattern) return false;
  // A text that is never closed reaches to the end, so that it is looked through once.
  const withoutTexts = pattern.replaceAll(/'(?:[^'\\]|\\[\s\S])*(?:'|\\?$)/g, '');
  return !/\b(?:AND|NOT|FOLLOWEDBY)\b/i.test(withoutTexts);
}
