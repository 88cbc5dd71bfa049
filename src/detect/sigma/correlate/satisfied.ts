import type { Condition } from '../condition.ts';
import type { Correlation, Threshold } from './correlation.ts';
import type { RuleTimes } from './rule-times.ts';

/** Rules in an expression of `temporal_ordered`, all orders of which are tried. */
export const mostOrderedRules = 10;

/** Whether a window with this value (and, for temporal correlations, these matches) fulfils the condition. */
export function isSatisfied(
  correlation: Correlation,
  value: number,
  times: RuleTimes | undefined,
): boolean {
  const { type, expression, thresholds, rules } = correlation;
  if (times !== undefined && expression !== undefined) {
    return type === 'temporal_ordered'
      ? holdsInOrder(correlation, expression, times)
      : holds(expression, (name) => times.has(keyOf(correlation, name)));
  }
  const count = type === 'temporal_ordered' ? (times?.longestChain(rules) ?? 0) : value;
  return thresholds.every((threshold) => isWithin(threshold, count));
}

function keyOf({ ruleNames }: Correlation, name: string): string {
  return ruleNames.get(name) ?? name;
}

function isWithin({ operator, value: limit }: Threshold, value: number): boolean {
  switch (operator) {
    case 'gt':
      return value > limit;
    case 'gte':
      return value >= limit;
    case 'lt':
      return value < limit;
    case 'lte':
      return value <= limit;
    case 'eq':
      return value === limit;
    case 'neq':
      return value !== limit;
  }
}

function holds(expression: Condition, has: (name: string) => boolean): boolean {
  switch (expression.op) {
    case 'and':
      return expression.parts.every((part) => holds(part, has));
    case 'or':
      return expression.parts.some((part) => holds(part, has));
    case 'not':
      return !holds(expression.part, has);
    case 'at-least':
      return expression.parts.filter((part) => holds(part, has)).length >= expression.count;
    case 'search':
      return has(expression.name);
  }
}

/** Some of the rules that matched fulfil the expression, and those did so in order. */
function holdsInOrder(correlation: Correlation, expression: Condition, times: RuleTimes): boolean {
  const present = correlation.rules.filter((rule) => times.has(rule));
  return subsetsOf(present).some(
    (chosen) =>
      holds(expression, (name) => chosen.includes(keyOf(correlation, name))) &&
      times.longestChain(chosen) === chosen.length,
  );
}

function subsetsOf(rules: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = rules;
  if (first === undefined) return [[]];
  const subsets = subsetsOf(rest);
  return [...subsets, ...subsets.map((subset) => [first, ...subset])];
}

/**
 * True when more events can end what fewer fulfilled. Then a window counts only when it cannot grow any more: at the
 * start of a burst there are always few.
 */
export function needsWholeWindow({ thresholds, expression }: Correlation): boolean {
  if (expression !== undefined) return hasNegation(expression);
  return thresholds.every(({ operator }) => ['lt', 'lte', 'neq'].includes(operator));
}

function hasNegation(expression: Condition): boolean {
  if (expression.op === 'search') return false;
  return expression.op === 'not' || expression.parts.some(hasNegation);
}
