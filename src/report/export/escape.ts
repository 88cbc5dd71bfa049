/**
 * The one place where text that an attacker may have written becomes text that a terminal, spreadsheet, Markdown viewer or
 * JSON reader shows and does not obey.
 */

// Controls, format and bidirectional marks, surrogates, private and unassigned code points, separators of lines and
// paragraphs, and characters that are made to be invisible.
const unprintable = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
// A pile of combining marks can cover the lines above and below.
const markPile = /(\p{M}{3})\p{M}+/gu;

/** One line in which everything can be seen: `\u{1b}` for an escape character. */
export function visible(text: string): string {
  return text.replace(unprintable, asCodePoint).replace(markPile, '$1');
}

function asCodePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const htmlEntities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Text of an HTML or SVG element, or of an attribute in quotes. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => htmlEntities.get(character) ?? '');
}

const opensFormula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;
const plainCell = /^[\w.:/@# -]*$/;
/** A spreadsheet's cell holds 32,767 characters, with the apostrophe, and breaks up the row where there are more. */
const longestCell = 32_000;

/**
 * A CSV cell (RFC 4180). A spreadsheet runs text that begins like a formula, so that an apostrophe is put before it.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = shortened(visible(value));
  const safe = opensFormula.test(text) || /^[\t\r\n]/.test(value) ? `'${text}` : text;
  return plainCell.test(safe) ? safe : `"${safe.replaceAll('"', '""')}"`;
}

function shortened(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}

export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

const markdownSpecials = /[\\`*_{}[\]<>#|&~$!^]/g;
// Words that viewers turn into links or mentions even when escaped, and names that read better as code.
const linkLike = /@|:\/\/|^www\.|^arn:/i;

/** Text inside a Markdown paragraph or table cell. Words that would become a link are written as code. */
export function markdownText(text: string): string {
  const words = visible(text).split(' ');
  const line = words.map((word) => (linkLike.test(word) ? codeWord(word) : escapeWord(word)));
  return line
    .join(' ')
    .trim()
    .replace(/^[-+=:]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

function escapeWord(word: string): string {
  return word.replace(markdownSpecials, '\\$&');
}

/** Brackets and punctuation around a word are not part of it. */
function codeWord(word: string): string {
  const [, before = '', inner = '', after = ''] = /^([("']*)(.*?)([)"',;.:!?]*)$/.exec(word) ?? [];
  return `${escapeWord(before)}${markdownCode(inner)}${escapeWord(after)}`;
}

/** A code span, also inside a table cell, where a pipe would end it and cannot be escaped in all cases. */
export function markdownCode(text: string): string {
  const shown = visible(text).replaceAll('|', asCodePoint);
  if (shown === '') return '';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A fenced block; each line of the text is one line of it. */
export function markdownBlock(text: string, language: string): string {
  const lines = text.split(/\r?\n/).map(visible).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1));
  return `${fence}${language}\n${lines}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

// What JSON allows in a string as it is, and a terminal, log viewer or JavaScript engine of old would obey.
const unsafeInJson = /[\u007f-\u009f\u2028\u2029\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const loneSurrogate = /\\ud[89a-f]/i;

/** JSON that is well formed whatever the strings hold, and plain enough to be shown on a terminal. */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  const clean = loneSurrogate.test(text)
    ? JSON.stringify(wellFormed(value), undefined, indent)
    : text;
  return clean.replace(unsafeInJson, asJsonEscape);
}

function asJsonEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Half a surrogate pair is refused by strict JSON readers: it becomes U+FFFD. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key.toWellFormed(),
    wellFormed(inner),
  ]);
  return Object.fromEntries(entries);
}
