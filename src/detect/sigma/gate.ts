import type { Condition, Item, Search } from './condition.ts';
import type { ItemTest } from './item-test.ts';
import type { RecordView, Slot } from './record-view.ts';

/** A condition bound to the view of the current record. Searches are dissolved: only logic and items are left. */
export type Gate =
  | Leaf
  | { readonly op: 'and' | 'or'; readonly parts: readonly Gate[]; readonly cost: number }
  | { readonly op: 'not'; readonly part: Gate; readonly cost: number }
  | {
      readonly op: 'at-least';
      readonly count: number;
      readonly parts: readonly Gate[];
      readonly cost: number;
    };

/** Derived fields and keywords read much of the record. */
const costOfDerived = 100;
const costOfKeywords = 1_000;

/** One item. Rules often ask the same: the answer is kept for the current record. */
export class Leaf {
  readonly op = 'leaf';
  readonly cost: number;
  readonly test: ItemTest;
  readonly slot: Slot;
  readonly #view: RecordView;
  readonly #refs: readonly Slot[];
  #turn = -1;
  #answer = false;

  constructor(item: Item, test: ItemTest, view: RecordView) {
    this.test = test;
    this.slot = view.slotOf(item.field);
    if (item.field === undefined) view.expectKeyword(test.needles);
    this.#view = view;
    this.#refs = test.refs.map((ref) => view.slotOf(ref));
    const reading = item.field?.derived === true ? costOfDerived : 0;
    this.cost = test.cost + (item.field === undefined ? costOfKeywords : reading);
  }

  ask(): boolean {
    const view = this.#view;
    if (this.#turn === view.turn) return this.#answer;
    this.#turn = view.turn;
    this.#answer = this.test.matches(view.read(this.slot), this.#readRefs(view));
    return this.#answer;
  }

  #readRefs(view: RecordView): readonly Slot['reading'][] {
    return this.#refs.length === 0 ? [] : this.#refs.map((slot) => view.read(slot));
  }
}

/** Binds conditions to one view; equal items share a leaf. */
export class GateBinder {
  readonly #view: RecordView;
  readonly #leaves = new Map<string, Leaf>();

  constructor(view: RecordView) {
    this.#view = view;
  }

  bind(condition: Condition): Gate {
    switch (condition.op) {
      case 'and':
      case 'or':
        return join(
          condition.op,
          condition.parts.map((part) => this.bind(part)),
        );
      case 'not': {
        const part = this.bind(condition.part);
        return { op: 'not', part, cost: part.cost };
      }
      case 'at-least': {
        const parts = condition.parts.map((part) => this.bind(part));
        return { op: 'at-least', count: condition.count, parts, cost: costOf(parts) };
      }
      case 'search':
        return this.#bindSearch(condition.search);
    }
  }

  #bindSearch(search: Search): Gate {
    if (search.kind === 'item') return this.#leaf(search);
    return join(
      search.kind === 'all' ? 'and' : 'or',
      search.parts.map((part) => this.#bindSearch(part)),
    );
  }

  #leaf(item: Item): Leaf {
    const { field, modifiers, values, test } = item;
    if (test === undefined) throw new TypeError(`the placeholders of ${item.label} are not filled`);
    const key = JSON.stringify([field?.name ?? null, modifiers, values]);
    const known = this.#leaves.get(key);
    if (known !== undefined) return known;
    const leaf = new Leaf(item, test, this.#view);
    this.#leaves.set(key, leaf);
    return leaf;
  }
}

/** Cheap parts first: the rest is then often not asked. */
export function join(op: 'and' | 'or', parts: readonly Gate[]): Gate {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { op, parts: parts.toSorted((a, b) => a.cost - b.cost), cost: costOf(parts) };
}

function costOf(parts: readonly Gate[]): number {
  return parts.reduce((sum, part) => sum + part.cost, 0);
}
