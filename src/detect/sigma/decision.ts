import type { Gate, Leaf } from './gate.ts';
import type { RecordView, Slot } from './record-view.ts';
import { type Check, compileGate, specialize } from './specialize.ts';

/** A rule and what is left of its condition; true when it matches whatever else the record says. */
export interface OpenRule {
  readonly rule: number;
  readonly rest: Gate | true;
}

/** How much all decisions of one index hold, counted in decisions and remembered values. */
export interface Held {
  count: number;
}

/** Values that are remembered at one decision, and their length: records are written by attackers. */
const mostValues = 256;
const longestValue = 256;
/** So many answers fit into one number. */
const mostAnswers = 50;

/**
 * What is left to find out about some rules. It looks at one field; the answers to all that the rules ask of this field
 * lead to a smaller decision. Values repeat from event to event, so most steps are one look-up.
 */
export class Decision {
  readonly #view: RecordView;
  readonly #held: Held;
  readonly #open: readonly OpenRule[];
  /** The field that is looked at here; undefined when only questions about several fields at once are left. */
  readonly #slot: Slot | undefined;
  readonly #leaves: readonly Leaf[];
  readonly #byValue = new Map<unknown, Decision>();
  readonly #byAnswers = new Map<number, Decision>();
  /** For the last decision of a path: rules that match, and those that must be asked one by one. */
  readonly #certain: readonly number[];
  readonly #asked: readonly { readonly rule: number; readonly check: Check }[];

  constructor(open: readonly OpenRule[], view: RecordView, held: Held) {
    this.#open = open;
    this.#view = view;
    this.#held = held;
    held.count += 1;
    const leaves = open.flatMap(({ rest }) => (rest === true ? [] : leavesOf(rest)));
    this.#slot = bestSlot(leaves);
    this.#leaves = [...new Set(leaves.filter(({ slot }) => slot === this.#slot))].slice(
      0,
      mostAnswers,
    );
    this.#certain = open.flatMap(({ rule, rest }) => (rest === true ? [rule] : []));
    this.#asked =
      this.#slot === undefined
        ? open.flatMap(({ rule, rest }) =>
            rest === true ? [] : [{ rule, check: compileGate(rest) }],
          )
        : [];
  }

  /** Appends the rules that match the current record, ascending. */
  decide(found: number[]): void {
    let last: Decision = this;
    while (last.#slot !== undefined) last = last.#next(last.#slot);
    for (const rule of last.#certain) found.push(rule);
    if (last.#asked.length === 0) return;
    for (const { rule, check } of last.#asked) if (check()) found.push(rule);
    found.sort((a, b) => a - b);
  }

  #next(slot: Slot): Decision {
    const { seen } = this.#view.read(slot);
    if (typeof seen === 'object' && seen !== null) return this.#answer(slot);
    const known = this.#byValue.get(seen);
    if (known !== undefined) return known;
    const next = this.#answer(slot);
    const isLong = typeof seen === 'string' && seen.length > longestValue;
    if (this.#byValue.size < mostValues && !isLong) {
      this.#byValue.set(seen, next);
      this.#held.count += 1;
    }
    return next;
  }

  #answer(slot: Slot): Decision {
    const reading = this.#view.read(slot);
    let answers = 0;
    for (const { test } of this.#leaves)
      answers = answers * 2 + (test.matches(reading, []) ? 1 : 0);
    const known = this.#byAnswers.get(answers);
    if (known !== undefined) return known;
    const next = this.#narrowed(
      new Map(this.#leaves.map((leaf) => [leaf, leaf.test.matches(reading, [])])),
    );
    this.#byAnswers.set(answers, next);
    return next;
  }

  #narrowed(answers: ReadonlyMap<Leaf, boolean>): Decision {
    const open = narrow(this.#open, (leaf) => answers.get(leaf));
    return new Decision(open, this.#view, this.#held);
  }
}

/** What is left of the rules when something is known; rules that cannot match any more are gone. */
export function narrow(
  open: readonly OpenRule[],
  known: (leaf: Leaf) => boolean | undefined,
): readonly OpenRule[] {
  return open.flatMap(({ rule, rest }) => {
    const left = rest === true || specialize(rest, known);
    return left === false ? [] : [{ rule, rest: left }];
  });
}

/** The leaves that one field decides. */
function leavesOf(gate: Gate): readonly Leaf[] {
  if (gate.op === 'leaf') return gate.test.refs.length === 0 ? [gate] : [];
  return gate.op === 'not' ? leavesOf(gate.part) : gate.parts.flatMap(leavesOf);
}

/** The cheapest field; of those that are alike, the one that most is asked of. */
function bestSlot(leaves: readonly Leaf[]): Slot | undefined {
  const costs = new Map<Slot, number>();
  const counts = new Map<Slot, number>();
  for (const { slot, cost } of leaves) {
    costs.set(slot, Math.max(cost, costs.get(slot) ?? 0));
    counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  const rank = (slot: Slot): number => (costs.get(slot) ?? 0) - (counts.get(slot) ?? 0) / 1_000;
  const [first, ...others] = costs.keys();
  return others.reduce((best, slot) => (best && rank(best) <= rank(slot) ? best : slot), first);
}
