import type { Claim, ClaimKind } from './claim.ts';
import type { Knowledge } from './knowledge.ts';

type Check = (claim: string, known: Knowledge, unit: string) => boolean;

const checks: Readonly<Record<ClaimKind, Check>> = {
  arn: (claim, { words }) => isKnownArn(claim.toLowerCase(), words),
  'access key': isWord,
  address: (claim, known) => isWord(claim, known) || isWord(claim.replace(/\/\d+$/, ''), known),
  account: isWord,
  'resource id': isWord,
  technique: isWord,
  region: isWord,
  action: (claim, known) => isWord(claim.slice(claim.indexOf(':') + 1), known),
  name: (claim, { words }) => isKnownName(claim.toLowerCase(), words),
  time: isKnownTime,
  number: (claim, { numbers }, unit) => isKnownNumber(claim, ofUnit(numbers, unit)),
};

export function isSupported({ kind, text, unit = '' }: Claim, known: Knowledge): boolean {
  return checks[kind](text, known, unit);
}

function isWord(claim: string, { words }: Knowledge): boolean {
  return words.includes(claim.toLowerCase());
}

/** An ARN may be put together from an account and a name that are both known, as a role's from its session's. */
function isKnownArn(arn: string, words: string): boolean {
  if (words.includes(arn)) return true;
  const [, , , , account = '', ...rest] = arn.split(':');
  const name = rest.join(':').split('/').at(-1) ?? '';
  if (account === 'aws') return true;
  return account !== '' && name !== '' && words.includes(account) && words.includes(name);
}

/** Long names are cut with an ellipsis, and invisible characters are left out or replaced. */
function isKnownName(name: string, words: string): boolean {
  const parts = name.split(/…|\\u\{[0-9a-f]+\}|\s+/).filter((part) => part !== '');
  return parts.every((part) => words.includes(part));
}

function isKnownTime(claim: string, { words, times, timeZones }: Knowledge): boolean {
  if (new RegExp(`(?<![\\d:])${claim}`).test(words)) return true;
  return times.some((time) =>
    timeZones.some((zone) => spellings(time, zone).some((spelling) => isSpelling(claim, spelling))),
  );
}

function isSpelling(claim: string, spelling: string): boolean {
  return spelling.startsWith(claim.replace(/Z$/, '')) || spelling === claim.padStart(5, '0');
}

const known = new Map<string, readonly string[]>();

/** Full date and time, and the time of day to the minute and to the second. */
function spellings(time: number, timeZone: string): readonly string[] {
  const key = `${time} ${timeZone}`;
  const made = known.get(key);
  if (made !== undefined) return made;
  const parts = formatOf(timeZone).formatToParts(time);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const day = `${of('year')}-${of('month')}-${of('day')}`;
  const minute = `${of('hour')}:${of('minute')}`;
  const second = `${minute}:${of('second')}`;
  const all = [`${day}T${second}`, `${day}T${second}.000`, second, minute];
  known.set(key, all);
  return all;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  formats.set(timeZone, format);
  return format;
}

/** Where numbers stand that are followed by these words. */
const places: readonly (readonly [unit: RegExp, path: RegExp])[] = [
  [/^days?$/, /day|^span$/i],
  [/^(?:hours?|minutes?|seconds?)$/, /hour|minute|second|^span$/i],
  [/^(?:dollars?|usd)$/, /\bcost\b/],
  [/^others$/, /^others$/],
  [/^(?:events?|calls?|times|other)$/, /count|calls|events|total|reads|writes|failed|length/i],
];

function ofUnit(numbers: Knowledge['numbers'], unit: string): readonly number[] {
  const path = places.find(([pattern]) => pattern.test(unit))?.[1];
  return numbers
    .filter((number) => path === undefined || path.test(number.path))
    .map(({ value }) => value);
}

/** Bytes and calls are also told in thousands, millions and so on, shares in percent. */
const scales = [1_000, 1_000_000, 1_000_000_000, 1_024, 1_048_576, 1_073_741_824, 0.01];

/** A number is rounded as far as it is written: to a whole one only what was not whole before, or was scaled. */
function isKnownNumber(claim: string, numbers: readonly number[]): boolean {
  const digits = claim.replaceAll(/[-$€%,+]/g, '');
  const value = Number(digits);
  const half = 0.5 * 10 ** -(digits.split('.')[1]?.length ?? 0);
  const isNear = (number: number) => Math.abs(Math.abs(number) - value) <= half;
  const isRounded = (number: number) =>
    isNear(number) && (digits.includes('.') || !Number.isInteger(number));
  if (numbers.some((number) => Math.abs(number) === value || isRounded(number))) return true;
  return numbers.some((number) => scales.some((scale) => isNear(number / scale) && value !== 0));
}
