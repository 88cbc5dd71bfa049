import { type Document, isMap, isNode, isScalar, isSeq, type YAMLSeq } from 'yaml';

export type Path = readonly (string | number)[];

/** The place of the last step that the document has, so that a missing key points at what should hold it. */
export function offsetOf(document: Document.Parsed, path: Path): number | undefined {
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
