import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Gate, Leaf } from './gate.ts';
import { Reading } from './reading.ts';
import type { RecordView } from './record-view.ts';
import { type Check, compileGate, requiredTexts, specialize } from './specialize.ts';

/** What is left of all rules for one event source and name. */
interface Plan {
  /** Rules that match whatever else the record says. */
  readonly always: readonly number[];
  readonly rules: readonly number[];
  /** In the order of `rules`. */
  readonly checks: readonly Check[];
}

/** Names of events are few, but hostile input can make them up: then planning starts anew. */
const mostPlans = 20_000;

/**
 * Rules by event source and name. Most rules ask for these two; when both are known most rules are decided, and what is
 * left of the others is small. Plans are made when a pair is first seen.
 */
export class RuleIndex {
  readonly #view: RecordView;
  readonly #gates: readonly (Gate | undefined)[];
  /** Rules that need an event name, by that name in lower case. */
  readonly #byName = new Map<string, number[]>();
  /** Rules for any event name. */
  readonly #others: number[] = [];
  readonly #plans = new Map<string, Map<string, Plan>>();
  #planCount = 0;
  #generalPlan: Plan | undefined;

  /** A rule without a gate never matches. */
  constructor(gates: readonly (Gate | undefined)[], view: RecordView) {
    this.#gates = gates;
    this.#view = view;
    for (const [rule, gate] of gates.entries()) this.#file(rule, gate);
  }

  /** Appends the rules that match, ascending. */
  match(record: RawRecord, found: number[]): void {
    this.#view.open(record);
    const plan = this.#planFor(own(record, 'eventSource'), own(record, 'eventName'));
    const { always, rules, checks } = plan;
    for (let index = 0; index < checks.length; index += 1) {
      if (checks[index]?.() === true) found.push(rules[index] ?? -1);
    }
    if (always.length === 0) return;
    for (const rule of always) found.push(rule);
    found.sort((a, b) => a - b);
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

  #planFor(source: unknown, name: unknown): Plan {
    if (typeof source !== 'string' || typeof name !== 'string') {
      this.#generalPlan ??= this.#makePlan(allOf(this.#gates), () => undefined);
      return this.#generalPlan;
    }
    return this.#plans.get(source)?.get(name) ?? this.#remember(source, name);
  }

  #remember(source: string, name: string): Plan {
    if (this.#planCount >= mostPlans) {
      this.#plans.clear();
      this.#planCount = 0;
    }
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
    const plan = this.#makePlan(candidates, known);
    const plans = this.#plans.get(source) ?? new Map<string, Plan>();
    this.#plans.set(source, plans.set(name, plan));
    this.#planCount += 1;
    return plan;
  }

  #makePlan(candidates: readonly number[], known: (leaf: Leaf) => boolean | undefined): Plan {
    const always: number[] = [];
    const rules: number[] = [];
    const checks: Check[] = [];
    for (const rule of candidates) {
      const gate = this.#gates[rule];
      const rest = gate === undefined ? false : specialize(gate, known);
      if (rest === true) always.push(rule);
      if (typeof rest === 'boolean') continue;
      rules.push(rule);
      checks.push(compileGate(rest));
    }
    return { always, rules, checks };
  }
}

function own(record: RawRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function allOf(gates: readonly unknown[]): readonly number[] {
  return gates.map((_, rule) => rule);
}
