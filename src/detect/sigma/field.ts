import type { RecordSource } from '#src/model/record-source.ts';

/** A field of a rule: a dotted path into the record. */
export interface Field {
  readonly name: string;
  /** True for fields that are derived from the record instead of read in it. */
  readonly derived: boolean;
  readonly parts: readonly string[];
  /** For each part, the longer keys that start there: `a.b.c` also reads the keys `a.b` and `a.b.c`. */
  readonly literalKeys: readonly (readonly string[])[];
  /** True when a part is the name of something that every object inherits, such as `constructor`. */
  readonly isInherited: boolean;
}

/** The values that a path through an array leads to. */
export class ManyValues {
  readonly values: readonly unknown[];

  constructor(values: readonly unknown[]) {
    this.values = values;
  }
}

export function parseField(name: string): Field {
  const parts = name.split('.');
  const literalKeys = parts.map((_, from) =>
    parts.slice(from + 1).map((_, more) => parts.slice(from, from + more + 2).join('.')),
  );
  const isInherited = [...parts, ...literalKeys.flat()].some((key) => key in Object.prototype);
  return { name, derived: parts[0] === 'cairn', parts, literalKeys, isInherited };
}

/**
 * The value at a path: undefined when absent, `ManyValues` when the path goes through an array (any element counts; a
 * decimal part also picks one element). Only own properties are read, for records are written by attackers.
 */
export function readField(root: unknown, field: Field): unknown {
  return readFrom(root, field, 0);
}

/** The same in a record, of which only the fields on the way are read. */
export function readRecordField(record: RecordSource, field: Field): unknown {
  const { parts } = field;
  const child = record.field(parts[0] ?? '');
  if (parts.length === 1) return child;
  const found = child === undefined ? undefined : readFrom(child, field, 1);
  if (found !== undefined) return found;
  for (const [more, key] of (field.literalKeys[0] ?? []).entries()) {
    const other = record.field(key);
    const value = other === undefined ? undefined : readFrom(other, field, more + 2);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readFrom(value: unknown, field: Field, index: number): unknown {
  const { parts } = field;
  const part = parts[index];
  if (part === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return readThroughArray(value, field, index);

  const bag = value as Bag;
  const child = own(bag, part, field);
  const isLast = index + 1 === parts.length;
  const found = isLast || child === undefined ? child : readFrom(child, field, index + 1);
  return found === undefined && !isLast ? readLiteralKey(bag, field, index) : found;
}

type Bag = Readonly<Record<string, unknown>>;

/** Asking for what is not inherited needs no check that it is the record's own, which would double the time. */
function own(bag: Bag, key: string, { isInherited }: Field): unknown {
  return isInherited && !Object.hasOwn(bag, key) ? undefined : bag[key];
}

function readLiteralKey(bag: Bag, field: Field, index: number): unknown {
  const keys = field.literalKeys[index] ?? [];
  for (let more = 0; more < keys.length; more += 1) {
    const child = own(bag, keys[more] ?? '', field);
    if (child === undefined) continue;
    const found = readFrom(child, field, index + more + 2);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readThroughArray(array: readonly unknown[], field: Field, index: number): unknown {
  const found: unknown[] = [];
  for (const element of elementsOf(array)) collect(found, readFrom(element, field, index));
  const part = field.parts[index] ?? '';
  if (isIndex(part, array)) collect(found, readFrom(array[Number(part)], field, index + 1));
  return found.length > 0 ? new ManyValues(found) : undefined;
}

function isIndex(part: string, array: readonly unknown[]): boolean {
  const number = Number(part);
  return (
    Number.isInteger(number) && String(number) === part && number >= 0 && number < array.length
  );
}

function collect(found: unknown[], value: unknown): void {
  if (value === undefined) return;
  if (!(value instanceof ManyValues)) found.push(value);
  else for (const one of value.values) found.push(one);
}

/** The elements of an array and of the arrays in it, in order, without recursion: depth is the attacker's choice. */
export function elementsOf(array: readonly unknown[]): readonly unknown[] {
  if (!array.some(Array.isArray)) return array;
  const elements: unknown[] = [];
  const pending: unknown[] = array.toReversed();
  while (pending.length > 0) {
    const value = pending.pop();
    if (!Array.isArray(value)) elements.push(value);
    else for (let index = value.length - 1; index >= 0; index -= 1) pending.push(value[index]);
  }
  return elements;
}
