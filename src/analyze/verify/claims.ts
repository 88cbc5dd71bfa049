import { isIP } from 'node:net';
import { serviceOf } from '#src/normalize/action.ts';
import { actsAreBorneOut, isSupposed } from './acts.ts';
import type { RemovalReason } from './reasons.ts';
import { timeFactsOf, withoutTimes } from './times.ts';
import {
  calendar,
  camelNames,
  compoundParts,
  followers,
  knownNames,
  numberWords,
  popularNames,
} from './vocabulary.ts';

const quoted = /"([^"]+)"|“([^”]+)”|«([^»]+)»|(?<![\p{L}\p{N}])['‘]([^'’]+)['’](?![\p{L}\p{N}])/gu;
const arn = /\barn:[^\s"'“”,;()]+/gi;
const action =
  /\b[a-z0-9-]+(?:\.amazonaws\.com)?:[A-Z][A-Za-z0-9*]*|\b[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+\b/g;
const address =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?:\/\d{1,3})?(?![\w:]|\.\d)/gi;
const token = /[\p{L}\p{N}_$%&@/.+=:#~^-]+/gu;
const number = /^[-+$€£]*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:%|usd|x|s|ms|th|st|nd|rd)?$/;

/**
 * The first thing that a sentence names and its facts do not; undefined when they bear out everything. What cannot be told
 * apart from a name counts as one: leaving out a true sentence costs little, keeping an invented name much.
 */
export function unsupported(sentence: string, facts: string): RemovalReason | undefined {
  const known = facts.toLowerCase();
  const quote = checked(sentence, quoted, (text, groups) =>
    known.includes((groups.find((each) => each !== undefined) ?? text).trim().toLowerCase()),
  );
  if (quote === undefined) return 'quotes what its facts do not say';
  const arns = checked(quote, arn, (text) => contains(known, text.replace(/[.:]+$/, '')));
  if (arns === undefined) return 'names an ARN that its facts do not';
  const actions = checked(arns, action, (text) => isKnownAction(known, text, sentence));
  if (actions === undefined) return 'names an action that its facts do not';
  const times = withoutTimes(actions.toLowerCase(), timeFactsOf(known));
  if (times === undefined) return 'names a time that its facts do not';
  const addresses = checked(times, address, (text) => !isAddress(text) || contains(known, text));
  if (addresses === undefined) return 'names an address that its facts do not';
  if (!actsAreBorneOut(sentence.toLowerCase(), known))
    return 'names an action that its facts do not';
  return unsupportedWord(actions, addresses, known);
}

/** The text without what was found; undefined when one of those does not hold. */
function checked(
  text: string,
  pattern: RegExp,
  holds: (text: string, groups: readonly (string | undefined)[]) => boolean,
): string | undefined {
  for (const match of text.matchAll(pattern)) {
    if (!holds(match[0], match.slice(1))) return undefined;
  }
  return text.replaceAll(pattern, (found) => (isAddressLike(found, pattern) ? found : ' '));
}

/** What only looked like an address (a ratio, a word with colons) is still to be looked at. */
function isAddressLike(found: string, pattern: RegExp): boolean {
  return pattern === address && !isAddress(found);
}

function isAddress(text: string): boolean {
  return isIP(text.split('/')[0] ?? '') !== 0;
}

/** A service of AWS may be pointed to; that it did something has to be a fact. */
function isKnownAction(known: string, text: string, sentence: string): boolean {
  const lower = text.toLowerCase();
  if (camelNames.has(lower)) return known.includes(lower) || isSupposed(sentence);
  return contains(known, lower) || containsAction(known, lower);
}

/** `iam:createuser` is also `iam.amazonaws.com:createuser`. */
function containsAction(known: string, action: string): boolean {
  const [service = '', name] = action.split(':');
  return name !== undefined && contains(known, `${serviceOf(service)}.amazonaws.com:${name}`);
}

/** As a whole: `alice` is not in `alice-admin`, nor 203.0.113.9 in 203.0.113.90. */
function contains(known: string, text: string): boolean {
  const wanted = text.toLowerCase();
  for (let at = known.indexOf(wanted); at !== -1; at = known.indexOf(wanted, at + 1)) {
    const before = known.slice(Math.max(0, at - 1), at);
    const after = known.slice(at + wanted.length, at + wanted.length + 2);
    if (!/[\p{L}\p{N}_-]/u.test(before) && !/^(?:[\p{L}\p{N}_-]|[.:/@][\p{L}\p{N}*])/u.test(after))
      return true;
  }
  return false;
}

function unsupportedWord(cased: string, rest: string, known: string): RemovalReason | undefined {
  const numbers = numbersIn(known);
  for (const [word] of withoutCompoundNumbers(rest).matchAll(token)) {
    const bare = word.replace(/^[.:+=-]+|[.:+=-]+$/g, '').replace(/['’]s$/, '');
    const value = number.exec(bare);
    if (value !== null || numberWords.has(bare)) {
      if (!numbers.has(numberOf(bare))) return 'names a number that its facts do not';
    } else if (looksLikeName(bare) && !contains(known, bare)) {
      return 'names something that its facts do not';
    }
  }
  const named = namedThingsIn(rest).find((name) => !contains(known, name));
  if (named !== undefined) return 'names something that its facts do not';
  const stranger = properNamesIn(cased).find((name) => !isFamiliar(name, known));
  return stranger === undefined ? undefined : 'names something that its facts do not';
}

/** `90-day` and `2-hour` are a number and a word. */
function withoutCompoundNumbers(text: string): string {
  return text.replaceAll(
    /(?<![\p{L}\p{N}_-])(\d+)-(\p{L}+)(?![\p{L}\p{N}_-])/gu,
    (all, count, word) => (compoundParts.has(word) ? `${count} ${word}` : all),
  );
}

/** Identifiers have digits, underscores, slashes or hyphens in places where English has none. */
function looksLikeName(word: string): boolean {
  if (word.length < 2 || knownNames.has(word)) return false;
  if (/[\p{N}_$@=:#~^]/u.test(word)) return true;
  if (/[\p{L}][./][\p{L}]/u.test(word))
    return !/^(?:and\/or|e\.g|i\.e|read\/write|a\.m|p\.m)$/.test(word);
  return word.includes('-') && word.split('-').some((part) => !compoundParts.has(part));
}

const noun =
  /\b(?:user|role|group|bucket|trail|account|policy|function|instance|database|table|secret|queue|topic|session|snapshot|key|host|domain|named|called) (\p{L}[\p{L}\p{N}]*)(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])/gu;

/** `backdoor` in “the user backdoor”: a name that looks like any other word. */
function namedThingsIn(text: string): readonly string[] {
  return [...text.matchAll(noun)].map(([, name = '']) => name).filter((name) => !isOrdinary(name));
}

function isOrdinary(word: string): boolean {
  if (popularNames.has(word)) return false;
  return followers.has(word) || compoundParts.has(word) || /(?:ed|ing|ly)$/.test(word);
}

/** Capitalised words that do not begin a sentence, and abbreviations. */
function properNamesIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<=[^.!?\s]["”')]*\s+["“'(]*)\p{Lu}[\p{L}\p{N}&]+/gu)].map(
    ([name]) => name,
  );
}

function isFamiliar(name: string, known: string): boolean {
  const lower = name.toLowerCase();
  return knownNames.has(lower) || calendar.has(lower) || known.includes(lower);
}

/** Numbers that stand for themselves, not those within times, addresses, ARNs and other names. */
function numbersIn(known: string): ReadonlySet<string> {
  const bare = known
    .replaceAll(/\d{4}-\d\d-\d\d(?:t[\d:.]+z?)?/g, ' ')
    .replaceAll(arn, ' ')
    .replaceAll(address, (text) => (isAddress(text) ? ' ' : text));
  const found = new Set<string>();
  for (const [piece] of bare.matchAll(/[\p{L}\p{N}_$%.,+-]+/gu)) {
    const word = piece.replace(/^[.,+-]+|[.,+-]+$/g, '');
    if (number.test(word) || numberWords.has(word)) found.add(numberOf(word));
  }
  return found;
}

function numberOf(word: string): string {
  const spelled = numberWords.get(word);
  if (spelled !== undefined) return spelled;
  const [, whole = '', fraction = ''] = number.exec(word) ?? [];
  return String(Number(`${whole.replaceAll(',', '')}${fraction}`));
}
