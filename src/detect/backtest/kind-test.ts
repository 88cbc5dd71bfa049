import { fillCondition, hasPlaceholders } from '../sigma/fill-condition.ts';
import { type Gate, GateBinder, type Leaf } from '../sigma/gate.ts';
import type { Placeholders } from '../sigma/modifiers/placeholders.ts';
import { Reading } from '../sigma/reading.ts';
import { RecordView } from '../sigma/record-view.ts';
import type { RuleProblem, SigmaRule } from '../sigma/rule-set.ts';
import { specialize } from '../sigma/specialize.ts';

/**
 * What is certain about all events of one kind, by field: its value, or undefined where they have none. A field about
 * which nothing is certain is not in the map.
 */
export type KindFacts = ReadonlyMap<string, string | undefined>;

/** False when no event of this kind can match any of the rules. */
export type KindTest = (facts: KindFacts) => boolean;

/**
 * The rules' own conditions with the facts put in, as the matcher does with event names: a kind of events is left out only
 * when what it is decides the condition. Thus any condition helps, also one with `not` or wildcards.
 */
export function kindTest(rules: readonly SigmaRule[], placeholders: Placeholders = {}): KindTest {
  const binder = new GateBinder(new RecordView());
  const gates = rules.flatMap((rule) => gateOf(rule, placeholders, binder));
  const reading = new Reading();
  return (facts) => {
    const known = ({ test, slot }: Leaf): boolean | undefined => {
      const field = slot.field?.name;
      if (field === undefined || test.refs.length > 0 || !facts.has(field)) return undefined;
      return test.matches(reading.load(facts.get(field)), []);
    };
    return gates.some((gate) => specialize(gate, known) !== false);
  };
}

/** A rule whose placeholders have no values never matches, and so has no gate. */
function gateOf(
  { condition, file }: SigmaRule,
  placeholders: Placeholders,
  binder: GateBinder,
): readonly Gate[] {
  const problems: RuleProblem[] = [];
  const filled = fillCondition(condition, placeholders, file, problems);
  return hasPlaceholders(filled) ? [] : [binder.bind(filled)];
}
