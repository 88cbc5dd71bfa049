/** `?`: one character. */
export const one = Symbol('?');
/** `*`: any number of characters. */
export const any = Symbol('*');
export type Token = string | typeof one | typeof any;

/** A Sigma string: plain chunks and wildcards, in order. Neighbouring chunks are merged. */
export type Pattern = readonly Token[];

/**
 * Reads a Sigma string. A backslash escapes `*`, `?` and itself; before anything else it is plain text.
 * https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-rules-specification.md#escaping
 */
export function parsePattern(text: string): Pattern {
  const tokens: Token[] = [];
  for (const [piece] of text.matchAll(/\\[*?\\]|[*?]|\\|[^*?\\]+/g)) {
    if (piece === '*') tokens.push(any);
    else if (piece === '?') tokens.push(one);
    else addChunk(tokens, piece.length === 2 && piece.startsWith('\\') ? piece.charAt(1) : piece);
  }
  return tokens;
}

function addChunk(tokens: Token[], chunk: string): void {
  const last = tokens.at(-1);
  if (typeof last === 'string') tokens[tokens.length - 1] = last + chunk;
  else tokens.push(chunk);
}

/** The text that the pattern stands for, or undefined when it has wildcards. */
export function plainText(pattern: Pattern): string | undefined {
  const [first, ...more] = pattern;
  if (first === undefined) return '';
  return typeof first === 'string' && more.length === 0 ? first : undefined;
}

/** True for `*`: the value is only asked to be there. */
export function isPresence(pattern: Pattern): boolean {
  return pattern.length > 0 && pattern.every((token) => token === any);
}

/** True for `*x*`, which is what `contains` makes. */
export function isContained(pattern: Pattern): boolean {
  return pattern.length > 1 && pattern[0] === any && pattern.at(-1) === any;
}

export function mapChunks(pattern: Pattern, change: (chunk: string) => string): Pattern {
  return pattern.map((token) => (typeof token === 'string' ? change(token) : token));
}

export type TextTest = (text: string) => boolean;

/** A test for a pattern; time is at most length of text × length of pattern, whatever they are. */
export function compilePattern(pattern: Pattern): TextTest {
  const plain = plainText(pattern);
  if (plain !== undefined) return (text) => text === plain;
  const segments = splitAtStars(pattern);
  return compileSimple(segments) ?? ((text) => matchSegments(text, segments));
}

/** What lies between stars: chunks and `?`. */
type Segment = readonly (string | typeof one)[];

function splitAtStars(pattern: Pattern): readonly Segment[] {
  const segments: (string | typeof one)[][] = [[]];
  for (const token of pattern) {
    if (token === any) segments.push([]);
    else segments.at(-1)?.push(token);
  }
  // Of neighbouring stars one is enough; the first and last segment say how the pattern is anchored.
  return segments.filter(
    (segment, index) => segment.length > 0 || index === 0 || index === segments.length - 1,
  );
}

/** The shapes that most rules have: `x*`, `*x` and `*x*`. */
function compileSimple(segments: readonly Segment[]): TextTest | undefined {
  const texts = segments.map((segment) => plainText(segment));
  if (texts.includes(undefined) || segments.length > 3) return undefined;
  const [start = '', middle = '', end = ''] = texts.length === 2 ? [texts[0], '', texts[1]] : texts;
  if (start === '' && end === '') return (text) => text.includes(middle);
  if (middle !== '') return undefined;
  if (end === '') return (text) => text.startsWith(start);
  if (start === '') return (text) => text.endsWith(end);
  return undefined;
}

function matchSegments(text: string, segments: readonly Segment[]): boolean {
  const [first = [], ...rest] = segments;
  let position = matchAt(text, 0, first);
  if (position < 0) return false;
  const last = rest.pop();
  if (last === undefined) return position === text.length;
  for (const segment of rest) {
    position = findFrom(text, position, segment);
    if (position < 0) return false;
  }
  return endsWith(text, position, last);
}

/** Where the match of this segment at `position` ends, or -1. */
function matchAt(text: string, position: number, segment: Segment): number {
  let end = position;
  for (const part of segment) {
    end = part === one ? afterCharacter(text, end) : afterChunk(text, end, part);
    if (end < 0) return -1;
  }
  return end;
}

function afterCharacter(text: string, position: number): number {
  const code = text.codePointAt(position);
  if (code === undefined) return -1;
  return position + (code > 0xffff ? 2 : 1);
}

function afterChunk(text: string, position: number, chunk: string): number {
  return text.startsWith(chunk, position) ? position + chunk.length : -1;
}

/** Where the first match at or after `position` ends, or -1. */
function findFrom(text: string, position: number, segment: Segment): number {
  const [first] = segment;
  for (let start = position; start <= text.length; start += 1) {
    if (typeof first === 'string') start = text.indexOf(first, start);
    if (start < 0) return -1;
    const end = matchAt(text, start, segment);
    if (end >= 0) return end;
  }
  return -1;
}

function endsWith(text: string, position: number, segment: Segment): boolean {
  const singles = segment.filter((part) => part === one).length;
  const plain = segment.reduce((sum, part) => sum + (part === one ? 0 : part.length), 0);
  // A character beyond the basic plane takes two places, so that the start is known only within this range.
  const latest = text.length - plain - singles;
  for (let start = Math.max(position, latest - singles); start <= latest; start += 1) {
    if (matchAt(text, start, segment) === text.length) return true;
  }
  return false;
}
