import type { RecordSource } from '#src/model/record-source.ts';
import { Decision, type Held, narrow } from './decision.ts';
import type { Gate, Leaf } from './gate.ts';
import { Reading } from './reading.ts';
import type { RecordView } from './record-view.ts';
import { requiredTexts } from './specialize.ts';

/** Names and values are few, but hostile input can make them up: then deciding starts anew. */
const mostHeld = 200_000;

/**
 * Rules by event source and name. Most rules ask for these two; when both are known most rules are decided, and what is
 * left of the others is small. Decisions are made when a pair is first seen.
 */
export class RuleIndex {
  readonly #view: RecordView;
  readonly #gates: readonly (Gate | undefined)[];
  /** Rules that need an event name, by that name in lower case. */
  readonly #byName = new Map<string, number[]>();
  /** Rules for any event name. */
  readonly #others: number[] = [];
  readonly #decisions = new Map<string, Map<string, Decision>>();
  readonly #held: Held = { count: 0 };
  /** For records without a source and name. */
  #general: Decision | undefined;

  /** A rule without a gate never matches. */
  constructor(gates: readonly (Gate | undefined)[], view: RecordView) {
    this.#gates = gates;
    this.#view = view;
    for (const [rule, gate] of gates.entries()) this.#file(rule, gate);
  }

  /** Appends the rules that match, ascending. */
  match(record: RecordSource, found: number[]): void {
    this.#view.open(record);
    this.#decisionFor(record.field('eventSource'), record.field('eventName')).decide(found);
  }

  #file(rule: number, gate: Gate | undefined): void {
    if (gate === undefined) return;
    const names = requiredTexts(gate, 'eventName');
    if (names === undefined) this.#others.push(rule);
    for (const name of new Set(names)) {
      const rules = this.#byName.get(name);
      if (rules === undefined) this.#byName.set(name, [rule]);
      else rules.push(rule);
    }
  }

  #decisionFor(source: unknown, name: unknown): Decision {
    if (this.#held.count > mostHeld) this.#forget();
    if (typeof source !== 'string' || typeof name !== 'string') {
      this.#general ??= this.#decisionAmong(allOf(this.#gates), () => undefined);
      return this.#general;
    }
    return this.#decisions.get(source)?.get(name) ?? this.#remember(source, name);
  }

  #forget(): void {
    this.#decisions.clear();
    this.#general = undefined;
    this.#held.count = 0;
  }

  #remember(source: string, name: string): Decision {
    const sourceReading = new Reading().load(source);
    const nameReading = new Reading().load(name);
    const known = (leaf: Leaf): boolean | undefined => {
      if (leaf.test.refs.length > 0) return undefined;
      const field = leaf.slot.field?.name;
      if (field === 'eventName') return leaf.test.matches(nameReading, []);
      return field === 'eventSource' ? leaf.test.matches(sourceReading, []) : undefined;
    };
    const named = this.#byName.get(name.toLowerCase()) ?? [];
    const candidates = [...named, ...this.#others].toSorted((a, b) => a - b);
    const decision = this.#decisionAmong(candidates, known);
    const decisions = this.#decisions.get(source) ?? new Map<string, Decision>();
    this.#decisions.set(source, decisions.set(name, decision));
    return decision;
  }

  #decisionAmong(
    candidates: readonly number[],
    known: (leaf: Leaf) => boolean | undefined,
  ): Decision {
    const open = candidates.flatMap((rule) => {
      const rest = this.#gates[rule];
      return rest === undefined ? [] : [{ rule, rest }];
    });
    return new Decision(narrow(open, known), this.#view, this.#held);
  }
}

function allOf(gates: readonly unknown[]): readonly number[] {
  return gates.map((_, rule) => rule);
}
