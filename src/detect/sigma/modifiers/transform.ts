import { Buffer } from 'node:buffer';
import { mapChunks, type Pattern, plainText } from '../pattern.ts';
import type { Transform } from './chain.ts';

/** An encoded value holds bytes, written one character a byte. */
interface Value {
  readonly pattern: Pattern;
  readonly isBytes: boolean;
}

const mostVariants = 4_096;
const dashes = ['-', '/', '\u2013', '\u2014', '\u2015'];
/** A dash that begins an option: nothing of a word before it, a word after it. */
const optionDash = /(?<![\w])[-/\u2013\u2014\u2015](?=\w)/g;

/** What a value becomes under these modifiers: several patterns, of which any may match. Throws a RangeError or TypeError with the reason. */
export function transformPattern(
  pattern: Pattern,
  transforms: readonly Transform[],
): readonly Pattern[] {
  let values: readonly Value[] = [{ pattern, isBytes: false }];
  for (const transform of transforms) {
    values = values.flatMap((value) => apply(transform, value));
    if (values.length > mostVariants) throw new RangeError('the value has too many variants');
  }
  return values.map((value) => value.pattern);
}

function apply(transform: Transform, value: Value): readonly Value[] {
  switch (transform) {
    case 'windash':
      return dashVariants(value);
    case 'utf16le':
    case 'wide':
      return [encodeChunks(value, utf16le)];
    case 'utf16be':
      return [
        encodeChunks(value, (text) =>
          Buffer.from(utf16le(text), 'latin1').swap16().toString('latin1'),
        ),
      ];
    case 'utf16':
      return [encodeChunks(value, utf16le, '\u00ff\u00fe')];
    case 'base64':
      return [{ pattern: [bytesOf(value).toString('base64')], isBytes: false }];
    case 'base64offset':
      return offsetVariants(bytesOf(value));
  }
}

function utf16le(text: string): string {
  return Buffer.from(text, 'utf16le').toString('latin1');
}

function encodeChunks(value: Value, encode: (text: string) => string, mark = ''): Value {
  const encoded = mapChunks(value.pattern, encode);
  if (mark === '') return { pattern: encoded, isBytes: true };
  const [first, ...rest] = encoded;
  const start = typeof first === 'string' ? [mark + first, ...rest] : [mark, ...encoded];
  return { pattern: start, isBytes: true };
}

function bytesOf({ pattern, isBytes }: Value): Buffer {
  const text = plainText(pattern);
  if (text === undefined) throw new TypeError('a value with wildcards cannot be encoded as base64');
  return Buffer.from(text, isBytes ? 'latin1' : 'utf8');
}

/**
 * The value as it looks inside a longer Base64 text: encoded after 0, 1 and 2 other bytes, without the characters that
 * depend on its neighbours.
 */
function offsetVariants(bytes: Buffer): readonly Value[] {
  const starts = [0, 2, 3];
  return starts.map((start, offset) => {
    const text = Buffer.concat([Buffer.alloc(offset, ' '), bytes]).toString('base64');
    const open = (bytes.length + offset) % 3;
    const cut = open === 0 ? 0 : 4 - open;
    return { pattern: [text.slice(start, text.length - cut)], isBytes: false };
  });
}

function dashVariants({ pattern, isBytes }: Value): readonly Value[] {
  let variants: readonly Pattern[] = [[]];
  for (const token of pattern) {
    const choices: Pattern = typeof token === 'string' ? chunkVariants(token) : [token];
    variants = variants.flatMap((start) => choices.map((choice): Pattern => [...start, choice]));
    if (variants.length > mostVariants) throw new RangeError('windash: too many dashes');
  }
  return variants.map((variant) => ({ pattern: variant, isBytes }));
}

function chunkVariants(chunk: string): readonly string[] {
  const pieces = chunk.split(optionDash);
  if (dashes.length ** (pieces.length - 1) > mostVariants) {
    throw new RangeError('windash: too many dashes');
  }
  return pieces.reduce<readonly string[]>(
    (starts, piece, index) =>
      index === 0
        ? [piece]
        : starts.flatMap((start) => dashes.map((dash) => `${start}${dash}${piece}`)),
    [''],
  );
}
