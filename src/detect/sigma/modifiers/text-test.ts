import type { Ask } from '../item-test.ts';
import { memoized } from '../memo.ts';
import {
  any,
  compilePattern,
  isContained,
  isPresence,
  mapChunks,
  type Pattern,
  plainText,
  type TextTest,
} from '../pattern.ts';
import type { Position } from './chain.ts';

/** From here on, asking each pattern costs more than remembering the answer. */
const manyPatterns = 2;

/** `contains`, `startswith` and `endswith` are wildcards around the value. */
export function place(pattern: Pattern, position: Position | undefined): Pattern {
  if (position === 'startswith') return [...pattern, any];
  if (position === 'endswith') return [any, ...pattern];
  return position === 'contains' ? [any, ...pattern, any] : pattern;
}

export interface TextQuestion {
  readonly ask: Ask;
  /** Lower-case texts, when the question is only whether the field is one of them. */
  readonly exact: readonly string[] | undefined;
  readonly cost: number;
}

/** Whether any text of a field matches any of the patterns. */
export function anyPattern(patterns: readonly Pattern[], cased: boolean): TextQuestion {
  const folded = cased
    ? patterns
    : patterns.map((pattern) => mapChunks(pattern, (chunk) => chunk.toLowerCase()));
  if (folded.some(isPresence)) {
    return { ask: (reading) => reading.isPresent, exact: undefined, cost: 1 };
  }
  const texts = folded.map(plainText);
  const exact = texts.filter((text) => text !== undefined);
  const wild = folded.filter((_, index) => texts[index] === undefined);
  return {
    ask: askTexts(exact, wild, cased),
    exact: wild.length === 0 ? exact.map((text) => text.toLowerCase()) : undefined,
    cost: wild.length === 0 ? 2 : 3 + Math.min(wild.length, 10),
  };
}

function askTexts(exact: readonly string[], wild: readonly Pattern[], cased: boolean): Ask {
  const inElements = anyOf([...exactTests(exact), ...wild.map(compilePattern)]);
  const inWholes = anyOf(wild.filter(isContained).map(compilePattern));
  const ofElements =
    wild.length >= manyPatterns || isSlow(wild) ? memoized(inElements) : inElements;
  const inOthers: Ask = (reading) =>
    holdsForAny(cased ? reading.texts : reading.lowered, ofElements) ||
    holdsForAny(cased ? reading.wholes : reading.loweredWholes, inWholes);
  return (reading) => {
    const { seen } = reading;
    if (typeof seen === 'string') return ofElements(cased ? seen : reading.lower);
    return seen !== undefined && seen !== null && inOthers(reading);
  };
}

function holdsForAny(texts: readonly string[], test: TextTest): boolean {
  for (const text of texts) if (test(text)) return true;
  return false;
}

function exactTests(exact: readonly string[]): readonly TextTest[] {
  const [only] = exact;
  if (only === undefined) return [];
  if (exact.length === 1) return [(text) => text === only];
  const texts = new Set(exact);
  return [(text) => texts.has(text)];
}

function anyOf(tests: readonly TextTest[]): TextTest {
  const [first, second] = tests;
  if (first === undefined) return () => false;
  if (second === undefined) return first;
  if (tests.length === 2) return (text) => first(text) || second(text);
  return (text) => {
    for (const test of tests) if (test(text)) return true;
    return false;
  };
}

/** Stars inside and single wildcards are searched step by step. */
function isSlow(patterns: readonly Pattern[]): boolean {
  return patterns.some((pattern) => pattern.length > 3);
}
