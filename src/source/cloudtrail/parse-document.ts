import { parseJson } from '#src/parse-json.ts';

/** Closing brackets in a row, with nothing but space between them, that no honest record has. */
const suspiciousRun = 32;
const stride = 32;

const closeBrace = 0x7d;
const closeBracket = 0x5d;

/**
 * True when the text may be nested too deeply. `JSON.parse` takes any depth, but what handles the value afterwards may
 * not; a text that is suspected is read by the scanner, which counts. What is deep must close again, and mostly at once:
 * a look at every 32nd byte finds such a run and costs next to nothing, unlike counting brackets in every file.
 */
export function hasSuspiciousNesting(bytes: Uint8Array, maxDepth: number): boolean {
  if (maxDepth < suspiciousRun) return true;
  for (let at = 0; at < bytes.length; at += stride) {
    if (isClosing(bytes[at] ?? 0) && closersAround(bytes, at) >= suspiciousRun) return true;
  }
  return false;
}

/** Brackets in the run of brackets and space around this one. */
function closersAround(bytes: Uint8Array, at: number): number {
  return closersFrom(bytes, at, 1) + closersFrom(bytes, at - 1, -1);
}

function closersFrom(bytes: Uint8Array, from: number, direction: 1 | -1): number {
  let count = 0;
  for (let at = from; at >= 0 && at < bytes.length; at += direction) {
    const byte = bytes[at] ?? 0;
    if (isClosing(byte)) count++;
    else if (byte > 0x20) break;
    if (count > suspiciousRun) break;
  }
  return count;
}

function isClosing(byte: number): boolean {
  return byte === closeBrace || byte === closeBracket;
}

/** The documents in a text: all of it, or its lines when each of them is an object; undefined when it is neither. */
export function parseDocuments(text: string): readonly ParsedDocument[] | undefined {
  const value = parseJson(text);
  return value === undefined ? parseLines(text) : [{ text, value }];
}

export interface ParsedDocument {
  readonly text: string;
  readonly value: unknown;
}

/** A line break cannot stand inside a JSON string, so `}` and `{` around one are the ends of two values. */
function parseLines(text: string): readonly ParsedDocument[] | undefined {
  if (!text.startsWith('{')) return undefined;
  const documents: ParsedDocument[] = [];
  for (const line of text.split(/(?<=\})\r?\n(?=\{)/)) {
    const value = parseJson(line);
    if (value === undefined) return undefined;
    documents.push({ text: line, value });
  }
  return documents;
}
