import type { Scalar } from './condition.ts';
import { parseField } from './field.ts';
import type { Ask, ItemTest } from './item-test.ts';
import type { Chain } from './modifiers/chain.ts';
import { compileCidrs } from './modifiers/cidr.ts';
import { compileComparison } from './modifiers/compare.ts';
import { compareFields } from './modifiers/field-reference.ts';
import { fillPlaceholders, type Placeholders } from './modifiers/placeholders.ts';
import { compileRegex, escapeRegex } from './modifiers/regex.ts';
import { anyPattern, place, type TextQuestion } from './modifiers/text-test.ts';
import { transformPattern } from './modifiers/transform.ts';
import { needleOf } from './needle.ts';
import { type Pattern, parsePattern, type TextTest } from './pattern.ts';

/** Compiles the values of one item. Throws a TypeError, RangeError or SyntaxError whose message is the reason. */
export function buildTest(
  chain: Chain,
  values: readonly Scalar[],
  hasField: boolean,
  placeholders: Placeholders,
): ItemTest {
  const test = positiveTest(chain, values, hasField, placeholders);
  if (!chain.negated) return test;
  const { refs, cost, needles } = test;
  const same = needles && { needles };
  return { refs, cost, ...same, matches: (reading, others) => !test.matches(reading, others) };
}

function positiveTest(
  chain: Chain,
  values: readonly Scalar[],
  hasField: boolean,
  placeholders: Placeholders,
): ItemTest {
  switch (chain.kind) {
    case 'text':
      return textTest(chain, values, hasField, placeholders);
    case 're':
      return asked(
        values.map((value) => regexQuestion(chain, value, placeholders)),
        chain,
        20,
      );
    case 'cidr':
      return asked(cidrQuestions(chain, values, placeholders), chain, 8);
    case 'exists':
      return existsTest(values);
    case 'compare':
      return asked(
        values.map((value) => compileComparison(value, chain)),
        chain,
        4,
      );
    case 'fieldref':
      return fieldReferenceTest(chain, values);
  }
}

function asked(questions: readonly Ask[], { all }: Chain, cost: number): ItemTest {
  const [only] = questions;
  if (only !== undefined && questions.length === 1) {
    return { refs: [], cost, matches: (reading) => only(reading) };
  }
  return {
    refs: [],
    cost: cost * questions.length,
    matches: all
      ? (reading) => questions.every((ask) => ask(reading))
      : (reading) => questions.some((ask) => ask(reading)),
  };
}

function textTest(
  chain: Chain,
  values: readonly Scalar[],
  hasField: boolean,
  placeholders: Placeholders,
): ItemTest {
  const hasNull = values.includes(null);
  if (hasNull && (chain.position !== undefined || chain.transforms.length > 0 || !hasField)) {
    throw new TypeError('null can only be compared with a field as it is');
  }
  const texts = values.filter((value) => value !== null);
  const groups = texts.map((value) => patternsOf(chain, String(value), hasField, placeholders));
  const questions: TextQuestion[] = chain.all
    ? groups.map((patterns) => anyPattern(patterns, chain.cased))
    : groupQuestions(groups.flat(), chain.cased);
  const asks = questions.map((question) => question.ask);
  if (hasNull) asks.push((reading) => reading.isNull);
  const test = asked(asks, chain, Math.max(1, ...questions.map(({ cost }) => cost)));
  const needles = groups.flat().map(needleOf);
  const isFound = !hasNull && needles.length > 0 && needles.every((needle) => needle !== undefined);
  const exact = hasNull || questions.length !== 1 ? undefined : questions[0]?.exact;
  return { ...test, ...(exact && { exact }), ...(isFound && { needles }) };
}

function groupQuestions(patterns: readonly Pattern[], cased: boolean): TextQuestion[] {
  return patterns.length === 0 ? [] : [anyPattern(patterns, cased)];
}

function patternsOf(
  chain: Chain,
  value: string,
  hasField: boolean,
  placeholders: Placeholders,
): readonly Pattern[] {
  const texts = chain.expand ? fillPlaceholders(value, placeholders) : [value];
  const position = chain.position ?? (hasField ? undefined : 'contains');
  return texts
    .flatMap((text) => transformPattern(parsePattern(text), chain.transforms))
    .map((pattern) => place(pattern, position));
}

function regexQuestion(chain: Chain, value: Scalar, placeholders: Placeholders): Ask {
  if (value === null) throw new TypeError('re needs a text');
  const text = String(value);
  const patterns = chain.expand ? fillPlaceholders(text, placeholders, escapeRegex) : [text];
  const tests = patterns.map((pattern) => compileRegex(pattern, chain.regexFlags));
  return (reading) =>
    tests.some((test) => anyText(reading.texts, test) || anyText(reading.wholes, test));
}

function cidrQuestions(
  chain: Chain,
  values: readonly Scalar[],
  placeholders: Placeholders,
): readonly Ask[] {
  const groups = values.map((value) => {
    if (typeof value !== 'string') throw new TypeError('cidr needs a text');
    return chain.expand ? fillPlaceholders(value, placeholders) : [value];
  });
  const merged = chain.all ? groups : [groups.flat()];
  return merged.map((networks) => {
    const isInside = compileCidrs(networks);
    return (reading) => anyText(reading.texts, isInside);
  });
}

function anyText(texts: readonly string[], test: TextTest): boolean {
  for (const text of texts) if (test(text)) return true;
  return false;
}

function existsTest(values: readonly Scalar[]): ItemTest {
  const [value] = values;
  const wanted = String(value).toLowerCase();
  if (values.length !== 1 || !['true', 'false'].includes(wanted)) {
    throw new TypeError('exists needs true or false');
  }
  const isWanted = wanted === 'true';
  return { refs: [], cost: 1, matches: (reading) => (reading.seen !== undefined) === isWanted };
}

function fieldReferenceTest(chain: Chain, values: readonly Scalar[]): ItemTest {
  const refs = values.map((value) => {
    if (typeof value !== 'string' || value === '') throw new TypeError('fieldref needs a field');
    return parseField(value);
  });
  return {
    refs,
    cost: 4,
    matches: (reading, others) =>
      chain.all
        ? others.every((other) => compareFields(reading, other, chain))
        : others.some((other) => compareFields(reading, other, chain)),
  };
}
