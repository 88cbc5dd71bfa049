import { type Document, isMap, isNode, isScalar, isSeq, parseDocument, type YAMLSeq } from 'yaml';

export type Path = readonly (string | number)[];

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

function readChunk({ text, line }: Chunk): readonly (YamlDocument | BrokenDocument)[] {
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
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    if (value === null || value === undefined) return [];
    const first = document.contents?.range?.[0] ?? 0;
    return [
      { value, line: lineAt(first), lineOf: (path) => lineAt(offsetOf(document, path) ?? first) },
    ];
  } catch (error) {
    // Too many aliases, or nesting deeper than the stack.
    const detail = error instanceof Error ? error.message : String(error);
    return [{ line, reason: `not readable as YAML: ${detail}` }];
  }
}

/** The place of the last step that the document has, so that a missing key points at what should hold it. */
function offsetOf(document: Document.Parsed, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const step of path) {
    const found = isSeq(node) ? elementAt(node, Number(step)) : entryOf(node, String(step));
    if (found === undefined) return offset;
    node = found.value;
    offset = found.offset ?? offset;
  }
  return offset;
}

interface Place {
  readonly value: unknown;
  readonly offset: number | undefined;
}

function elementAt(list: YAMLSeq, index: number): Place | undefined {
  const value = list.items[index];
  return value === undefined ? undefined : { value, offset: startOf(value) };
}

function entryOf(node: unknown, name: string): Place | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  return pair && { value: pair.value, offset: startOf(pair.key) };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
