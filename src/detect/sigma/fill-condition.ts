import { messageOf } from '#src/model/errors.ts';
import { buildTest } from './build-test.ts';
import type { Condition, Item, Search } from './condition.ts';
import type { ItemTest } from './item-test.ts';
import { readChain } from './modifiers/chain.ts';
import type { Placeholders } from './modifiers/placeholders.ts';
import type { RuleProblem } from './rule-set.ts';

/** The condition with the values of the configuration in the place of `%name%`; what has none is added to `problems`. */
export function fillCondition(
  condition: Condition,
  placeholders: Placeholders,
  file: string,
  problems: RuleProblem[],
): Condition {
  const fillItem = (item: Item): Item => {
    if (item.test !== undefined) return item;
    try {
      return { ...item, test: testOf(item, placeholders) };
    } catch (error) {
      problems.push({ file, line: item.line, reason: `${item.label}: ${messageOf(error)}` });
      return item;
    }
  };
  return mapItems(condition, fillItem);
}

function testOf({ modifiers, values, field }: Item, placeholders: Placeholders): ItemTest {
  const hasField = field !== undefined;
  return buildTest(readChain(modifiers, hasField).chain, values, hasField, placeholders);
}

function mapItems(condition: Condition, change: (item: Item) => Item): Condition {
  switch (condition.op) {
    case 'not':
      return { ...condition, part: mapItems(condition.part, change) };
    case 'search':
      return { ...condition, search: mapSearch(condition.search, change) };
    default:
      return { ...condition, parts: condition.parts.map((part) => mapItems(part, change)) };
  }
}

function mapSearch(search: Search, change: (item: Item) => Item): Search {
  if (search.kind === 'item') return change(search);
  return { ...search, parts: search.parts.map((part) => mapSearch(part, change)) };
}

/** Rules and filters for which the configuration has no values: they never match, and must not do so in silence. */
export function findUnfilled<T extends { readonly condition: Condition; readonly file: string }>(
  sources: readonly T[],
  placeholders: Placeholders,
): readonly { readonly source: T; readonly problems: readonly RuleProblem[] }[] {
  return sources.flatMap((source) => {
    if (!hasPlaceholders(source.condition)) return [];
    const problems: RuleProblem[] = [];
    fillCondition(source.condition, placeholders, source.file, problems);
    return problems.length > 0 ? [{ source, problems }] : [];
  });
}

export function hasPlaceholders(condition: Condition): boolean {
  switch (condition.op) {
    case 'not':
      return hasPlaceholders(condition.part);
    case 'search':
      return searchHasPlaceholders(condition.search);
    default:
      return condition.parts.some(hasPlaceholders);
  }
}

function searchHasPlaceholders(search: Search): boolean {
  if (search.kind === 'item') return search.test === undefined;
  return search.parts.some(searchHasPlaceholders);
}
