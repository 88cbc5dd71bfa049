import { numberOf } from '../modifiers/compare.ts';
import { type Correlation, fieldFor } from './correlation.ts';
import type { Entry, Occurrence } from './occurrence.ts';

/** Combinations of one event's values: several long lists would make more than anyone can hold. */
const mostCombinations = 100;

/** One entry for each value that is counted or summed up; none when the event lacks it. */
export function entriesOf(correlation: Correlation, occurrence: Occurrence): readonly Entry[] {
  const { fields, type } = correlation;
  const { time } = occurrence;
  if (type === 'event_count' || type.startsWith('temporal')) {
    return [{ occurrence, time, value: '' }];
  }
  const combinations = valuesOf(correlation, fields, occurrence);
  if (type === 'value_count') {
    return combinations.map((texts) => ({ occurrence, time, value: JSON.stringify(texts) }));
  }
  const numbers = combinations
    .map(([text]) => numberOf(text))
    .filter((value) => value !== undefined);
  return numbers.map((value) => ({ occurrence, time, value }));
}

/**
 * The values of these fields together, as texts: one combination, or one for each element where a field is a list. None
 * when the event lacks a field.
 */
export function valuesOf(
  correlation: Correlation,
  names: readonly string[],
  occurrence: Occurrence,
): readonly (readonly string[])[] {
  let combinations: readonly (readonly string[])[] = [[]];
  for (const name of names) {
    const value = occurrence.field(fieldFor(correlation, name, occurrence.rule));
    if (value === undefined) return [];
    combinations = Array.isArray(value)
      ? value.flatMap((each) => withText(combinations, String(each))).slice(0, mostCombinations)
      : withText(combinations, String(value));
  }
  return combinations;
}

function withText(
  combinations: readonly (readonly string[])[],
  text: string,
): readonly (readonly string[])[] {
  return combinations.map((before) => [...before, text]);
}
