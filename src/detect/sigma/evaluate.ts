import type { Condition, Item, Search } from './condition.ts';
import type { RecordView } from './record-view.ts';

/**
 * The meaning of a condition, without any of the matcher's shortcuts. `explain` and filters use it, and the matcher is
 * tested against it.
 */
export function evaluate(condition: Condition, view: RecordView): boolean {
  switch (condition.op) {
    case 'and':
      return condition.parts.every((part) => evaluate(part, view));
    case 'or':
      return condition.parts.some((part) => evaluate(part, view));
    case 'not':
      return !evaluate(condition.part, view);
    case 'at-least':
      return condition.parts.filter((part) => evaluate(part, view)).length >= condition.count;
    case 'search':
      return evaluateSearch(condition.search, view);
  }
}

function evaluateSearch(search: Search, view: RecordView): boolean {
  if (search.kind === 'item') return evaluateItem(search, view);
  return search.kind === 'all'
    ? search.parts.every((part) => evaluateSearch(part, view))
    : search.parts.some((part) => evaluateSearch(part, view));
}

/** An item whose placeholders were not filled in is false; `fillCondition` reports it before it comes to this. */
export function evaluateItem({ field, test }: Item, view: RecordView): boolean {
  if (test === undefined) return false;
  const others = test.refs.map((ref) => view.read(view.slotOf(ref)));
  return test.matches(view.read(view.slotOf(field)), others);
}
