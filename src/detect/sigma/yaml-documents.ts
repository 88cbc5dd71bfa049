import { CORE_SCHEMA, load } from 'js-yaml';
import { parseDocument } from 'yaml';
import { messageOf } from '#src/model/errors.ts';
import { keepDigits } from './yaml-numbers.ts';
import { offsetOf, type Path } from './yaml-places.ts';

/** What is wrong, and where in the document. */
export interface Fault {
  readonly path: Path;
  readonly reason: string;
}

export interface YamlDocument {
  readonly value: unknown;
  /** 1-based line of the first thing in the document. */
  readonly line: number;
  /** 1-based line of what the path leads to, or of the nearest thing above it. */
  lineOf(path: Path): number;
}

export interface BrokenDocument {
  readonly line: number;
  readonly reason: string;
}

const longestFile = 1_048_576;
const mostAliases = 100;

/**
 * The documents of a YAML file, one by one: what is wrong with one leaves the others alone. Empty documents are left out.
 */
export function readYamlDocuments(text: string): readonly (YamlDocument | BrokenDocument)[] {
  if (text.length > longestFile) return [{ line: 1, reason: 'the file is larger than 1 MiB' }];
  return chunksOf(text.replace(/^\ufeff/, '')).flatMap(readChunk);
}

interface Chunk {
  readonly text: string;
  /** 1-based line at which the chunk begins. */
  readonly line: number;
}

/** YAML allows `---` at the start of a line only where a document begins, even inside a quoted text. */
function chunksOf(text: string): readonly Chunk[] {
  if (!/^---(?=\s|$)/m.test(text)) return [{ text, line: 1 }];
  const chunks: Chunk[] = [];
  let start = 0;
  let line = 1;
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) {
    const before = text.slice(start, index);
    // Directives such as %YAML belong to the document that follows them.
    if (/^%/m.test(before) && !/^[^%#\s]/m.test(before)) continue;
    chunks.push({ text: before, line });
    line += linesIn(before);
    start = index;
  }
  return [...chunks, { text: text.slice(start), line }];
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function readChunk(chunk: Chunk): readonly (YamlDocument | BrokenDocument)[] {
  const value = readQuickly(chunk.text);
  if (value === undefined || value === null) return readCarefully(chunk);
  let careful: ReturnType<typeof readCarefully> | undefined;
  const lineOf = (path: Path): number => {
    careful ??= readCarefully(chunk);
    return lineIn(careful, path);
  };
  return [{ value, line: firstLine(chunk), lineOf }];
}

function lineIn([document]: readonly (YamlDocument | BrokenDocument)[], path: Path): number {
  if (document === undefined) return 1;
  return 'lineOf' in document ? document.lineOf(path) : document.line;
}

/** Anchors, aliases, tags, merge keys and numbers that lose digits, or what looks like one. */
const hasSpecialParts =
  /(?:^|[\s,[{])(?:[&*!][^\s'"]|<<|[-+]?(?:0\d+|\d{16,}|\.inf|\.nan)(?=\s*(?:[,\]}#]|$)))/im;

/** The value of usual YAML, ten times faster than with places; undefined when a careful look is needed. */
function readQuickly(text: string): unknown {
  if (hasSpecialParts.test(text)) return undefined;
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    return undefined;
  }
}

function firstLine({ text, line }: Chunk): number {
  const lines = text.split('\n');
  const before = lines.findIndex(
    (one) => /^(?!%)(?:---(?=\s))?\s*[^\s#]/.test(one) && !/^---\s*(?:#|$)/.test(one),
  );
  return line + Math.max(0, before);
}

/** Also knows where things stand, and says what is wrong. */
function readCarefully({ text, line }: Chunk): readonly (YamlDocument | BrokenDocument)[] {
  const lineAt = (offset: number): number => line + linesIn(text.slice(0, offset));
  try {
    // Public rules are written for PyYAML, which understands merge keys.
    const document = parseDocument(text, { prettyErrors: false, merge: true, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
      // An open quote is noticed at the end of the document.
      const offset = Math.min(error.pos[0], text.trimEnd().length);
      return [{ line: lineAt(offset), reason: `not valid YAML: ${error.message}` }];
    }
    keepDigits(document);
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    if (value === null || value === undefined) return [];
    const first = document.contents?.range?.[0] ?? 0;
    return [
      { value, line: lineAt(first), lineOf: (path) => lineAt(offsetOf(document, path) ?? first) },
    ];
  } catch (error) {
    // Too many aliases, or nesting deeper than the stack.
    const detail = messageOf(error);
    return [{ line, reason: `not readable as YAML: ${detail}` }];
  }
}
