import { revealed, visible } from './hidden-characters.ts';

/** Longer texts are not turned around or spelled out: what hides in them that way has no room to begin with. */
const longestDisguise = 600;

/** Decoding every blob of a large document would cost more than it finds. */
const mostDecoded = 4;

/** Letters of other alphabets that look like Latin ones. */
const lookalikes: ReadonlyMap<string, string> = new Map(
  'аa вb сc еe нh іi јj кk мm оo рp ѕs тt уy хx ԁd ɡg αa εe ιi κk νv οo ρp τt υu χx'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

const digitLetters: ReadonlyMap<string, string> = new Map(
  '0o 1i 3e 4a 5s 7t 9g @a $s'.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

/**
 * The ways in which a model could read a text, in lower case: as it is, without accents, with separators as spaces, unescaped,
 * decoded, turned around, and with lookalikes and digits as the letters that they stand for.
 */
export function readingsOf(text: string): ReadonlySet<string> {
  const seen = unescaped(revealed(text).normalize('NFKC'));
  const plainly = [seen, ...decodedParts(seen)];
  const disguised = seen.length > longestDisguise ? [] : disguisesOf(seen);
  const lower = visible(seen).toLowerCase();
  return new Set([
    lower,
    ...plainly.map(withoutAccents).flatMap((part) => [visible(part).toLowerCase(), spaced(part)]),
    ...disguised.map(spaced),
  ]);
}

function unescaped(text: string): string {
  if (!/%[0-9a-f]{2}|\\u[0-9a-f]{4}/i.test(text)) return text;
  const character = (_: string, code: string) => String.fromCharCode(Number.parseInt(code, 16));
  return text
    .replaceAll(/%([0-7][0-9a-f])/gi, character)
    .replaceAll(/\\u([0-9a-f]{4})/gi, character);
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
}

/** `ignore-previous_instructions` and `IgnorePreviousInstructions` as words. Zero-width characters join what they part. */
function spaced(text: string): string {
  return text
    .replaceAll(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase()
    .trim();
}

function disguisesOf(text: string): readonly string[] {
  const found: string[] = [];
  if (/[a-z]/i.test(text)) found.push([...text].toReversed().join(''));
  if (/\p{Script=Cyrillic}|\p{Script=Greek}|[ɡԁ]/u.test(text))
    found.push(replaced(text.toLowerCase(), lookalikes));
  if (/\p{L}[0-9@$]|[0-9@$]\p{L}/u.test(text)) found.push(replaced(text, digitLetters));
  if (/(?:\b\p{L}[ ._-]){4,}/u.test(text)) found.push(joinedLetters(text));
  return found;
}

function replaced(text: string, letters: ReadonlyMap<string, string>): string {
  return [...text].map((letter) => letters.get(letter) ?? letter).join('');
}

/** `i g n o r e  p r e v i o u s`: wider gaps part words. */
function joinedLetters(text: string): string {
  return text.replaceAll(/(?<=(?:^|[^\p{L}])\p{L})[ ._-](?=\p{L}(?:[^\p{L}]|$))/gu, '');
}

const base64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const hex = /(?:[0-9a-f]{2}){8,}/gi;

function decodedParts(text: string): readonly string[] {
  const blobs = (pattern: RegExp) => [...text.matchAll(pattern)].slice(0, mostDecoded);
  return [
    ...blobs(base64).map(([blob]) => fromBase64(blob)),
    ...blobs(hex).map(([blob]) => fromHex(blob)),
  ].filter((decoded) => /^[\x20-\x7e\s]{8,}$/.test(decoded));
}

function fromBase64(blob: string): string {
  try {
    return atob(blob.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
}

function fromHex(blob: string): string {
  return blob.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}
