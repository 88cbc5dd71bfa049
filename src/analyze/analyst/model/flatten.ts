import { bag } from '#src/normalize/untyped.ts';
import { type FactPart, type FactText, ours, recorded, valuePart } from './fact-text.ts';

const mostFactsOfOne = 16;
const mostEntries = 8;
const mostPartsOfOne = 40;
const deepest = 4;

/** Ours are camelCase and short; keys of another kind were chosen by whoever wrote the event. */
const ownKey = /^[a-z][A-Za-z0-9]{0,23}$/;

/** Proof is shown elsewhere, and no sentence needs it. */
const leftOut = new Set(['id', 'alert', 'eventId', 'eventIds', 'evidence', 'tookMs']);

/** What an enrichment found as short facts: `network address=… country=…`, one for each part of its value. */
export function factsOfValue(id: string, value: unknown): readonly FactText[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [line(id, '', value)];
  const entries = Object.entries(bag(value)).filter(([key]) => !leftOut.has(key));
  const scalars = entries.filter(([, each]) => !isNested(each));
  const nested = entries.filter(([, each]) => isNested(each));
  const first = scalars.length > 0 ? [line(id, '', Object.fromEntries(scalars))] : [];
  const others = nested.flatMap(([key, each]) => linesOf(id, key, each));
  return [...first, ...others].filter(({ length }) => length > 1).slice(0, mostFactsOfOne);
}

function linesOf(id: string, key: string, value: unknown): readonly FactText[] {
  if (!Array.isArray(value)) return [line(id, key, value)];
  if (value.length === 0) return [[...begin(id, key), ours(' none')]];
  const isPlain = value.every((each) => !isNested(each));
  if (isPlain) return [line(id, key, value)];
  return value.slice(0, mostEntries).map((each) => line(id, key, each));
}

function line(id: string, key: string, value: unknown): FactText {
  return [...begin(id, key), ...partsOf(value, '', 0).slice(0, mostPartsOfOne)];
}

function begin(id: string, key: string): readonly FactPart[] {
  return key === '' ? [ours(id)] : [ours(`${id} `), keyPart(key)];
}

function partsOf(value: unknown, key: string, depth: number): readonly FactPart[] {
  if (value === '') return [];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [ours(key === '' ? ' ' : ''), ...named(key), valuePart(value)];
  if (typeof value !== 'object' || value === null || depth >= deepest) return [];
  if (Array.isArray(value))
    return value.slice(0, mostEntries).flatMap((each) => partsOf(each, key, depth + 1));
  return Object.entries(bag(value))
    .filter(([name]) => !leftOut.has(name))
    .flatMap(([name, each]) => partsOf(each, name, depth + 1));
}

function named(key: string): readonly FactPart[] {
  return key === '' ? [] : [ours(' '), keyPart(key), ours('=')];
}

function keyPart(key: string): FactPart {
  return ownKey.test(key) ? ours(key) : recorded(key, 64);
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
