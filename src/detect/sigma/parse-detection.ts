import { messageOf } from '#src/model/errors.ts';
import { buildTest } from './build-test.ts';
import type { Condition, Item, Scalar, Search } from './condition.ts';
import { parseField } from './field.ts';
import { readChain } from './modifiers/chain.ts';
import { hasPlaceholder } from './modifiers/placeholders.ts';
import { parseCondition } from './parse-condition.ts';
import type { Fault } from './yaml-documents.ts';
import type { Path } from './yaml-places.ts';

/** Keys of a detection that name no search. `timeframe` belonged to the aggregations of Sigma 1. */
const notSearches: ReadonlySet<string> = new Set(['condition', 'timeframe']);
const mostValues = 20_000;

export interface DetectionReader {
  readonly faults: Fault[];
  /** 1-based line of a path. */
  lineOf(path: Path): number;
}

/** Reads the searches and the condition of a rule or filter; undefined when there are faults. */
export function readDetection(
  detection: unknown,
  path: Path,
  reader: DetectionReader,
  otherKeys: readonly string[] = [],
): Condition | undefined {
  if (!isMapping(detection)) {
    reader.faults.push({ path, reason: `${path.at(-1)} must be a mapping` });
    return undefined;
  }
  const before = reader.faults.length;
  const searches = new Map<string, Search>();
  for (const [name, definition] of Object.entries(detection)) {
    if (notSearches.has(name) || otherKeys.includes(name)) continue;
    const search = readSearch(definition, [...path, name], reader);
    if (search !== undefined) searches.set(name, search);
  }
  // A condition over searches that are themselves broken would only repeat their faults.
  if (reader.faults.length > before) return undefined;
  return readConditions(detection, path, searches, reader);
}

function readConditions(
  detection: Readonly<Record<string, unknown>>,
  path: Path,
  searches: ReadonlyMap<string, Search>,
  { faults }: DetectionReader,
): Condition | undefined {
  const own = Object.hasOwn(detection, 'condition') ? detection['condition'] : undefined;
  const texts = Array.isArray(own) ? own : [own];
  const at = [...path, 'condition'];
  if (texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
    faults.push({ path: at, reason: 'the condition must be a text or a list of texts' });
    return undefined;
  }
  const conditions = texts.flatMap((text) => {
    try {
      return [parseCondition(text, searches)];
    } catch (error) {
      faults.push({ path: at, reason: messageOf(error) });
      return [];
    }
  });
  const [first] = conditions;
  if (conditions.length < texts.length || first === undefined) return undefined;
  return conditions.length === 1 ? first : { op: 'or', parts: conditions, label: 'or' };
}

function readSearch(value: unknown, path: Path, reader: DetectionReader): Search | undefined {
  if (Array.isArray(value)) return readList(value, path, reader);
  if (isMapping(value)) return readMapping(value, path, reader);
  // A single keyword.
  return readItem('', [value], path, reader);
}

function readMapping(
  mapping: Readonly<Record<string, unknown>>,
  path: Path,
  reader: DetectionReader,
): Search | undefined {
  const entries = Object.entries(mapping);
  if (entries.length === 0) return fault(reader, path, 'the search is empty');
  const parts = entries.flatMap(([key, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return readItem(key, values, [...path, key], reader) ?? [];
  });
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: 'all', parts };
}

/** A list of maps is any of them; a list of texts is any of these keywords. */
function readList(
  list: readonly unknown[],
  path: Path,
  reader: DetectionReader,
): Search | undefined {
  if (list.length === 0) return fault(reader, path, 'the search is empty');
  if (!list.some((entry) => typeof entry === 'object' && entry !== null)) {
    return readItem('', list, path, reader);
  }
  const parts = list.flatMap((entry, index) => {
    const at = [...path, index];
    if (Array.isArray(entry)) return fault(reader, at, 'a list in a list has no meaning') ?? [];
    return readSearch(entry, at, reader) ?? [];
  });
  return { kind: 'any', parts };
}

function readItem(
  key: string,
  values: readonly unknown[],
  path: Path,
  reader: DetectionReader,
): Item | undefined {
  const [name = '', ...modifiers] = key.split('|').map((part) => part.trim());
  const { chain, faults } = readChain(modifiers, name !== '');
  const reasons = [...faults, ...valueFaults(values)];
  for (const reason of reasons) fault(reader, path, `${key || 'keywords'}: ${reason}`);
  if (reasons.length > 0 || !values.every(isScalar)) return undefined;

  const field = name === '' ? undefined : parseField(name);
  const item = { kind: 'item', label: key, field, values, modifiers, line: 0 } as const;
  if (chain.expand && values.some((value) => hasPlaceholder(String(value)))) {
    return { ...item, line: reader.lineOf(path) };
  }
  try {
    return { ...item, test: buildTest(chain, values, field !== undefined, {}) };
  } catch (error) {
    return fault(reader, path, `${key || 'keywords'}: ${messageOf(error)}`);
  }
}

function valueFaults(values: readonly unknown[]): readonly string[] {
  if (values.length === 0) return ['there are no values'];
  if (values.length > mostValues) return [`there are more than ${mostValues} values`];
  return values.every(isScalar) ? [] : ['a value must be a text, number, boolean or null'];
}

function fault(reader: DetectionReader, path: Path, reason: string): undefined {
  reader.faults.push({ path, reason });
  return undefined;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
