import type { RuleHead, RuleProblem, SigmaCorrelation, SigmaRule } from '../rule-set.ts';
import type { Correlation } from './correlation.ts';
import type { UnlinkedCorrelation } from './parse-correlation.ts';

export interface LinkedCorrelations {
  /** Those that others refer to come first. */
  readonly correlations: readonly SigmaCorrelation[];
  /** Correlations of rules for other log sources. */
  readonly skipped: number;
  readonly problems: readonly RuleProblem[];
}

type Outcome = 'linked' | 'skipped' | 'broken';

/** Finds the rules that correlations name by id, name or title, whatever the order of the documents. */
export function linkCorrelations(
  unlinked: readonly UnlinkedCorrelation[],
  rules: readonly SigmaRule[],
  foreign: readonly RuleHead[],
): LinkedCorrelations {
  return new Linker(unlinked, rules, foreign).link();
}

class Linker {
  readonly #unlinked: readonly UnlinkedCorrelation[];
  readonly #ruleKeys: ReadonlySet<string>;
  readonly #targets = new Map<string, RuleHead[]>();
  readonly #foreign: ReadonlySet<string>;
  readonly #byKey = new Map<string, UnlinkedCorrelation>();
  readonly #outcomes = new Map<string, Outcome>();
  /** Keys of the correlations being linked, to notice a cycle. */
  readonly #open = new Set<string>();
  readonly #linked: SigmaCorrelation[] = [];
  readonly #problems: RuleProblem[] = [];

  constructor(
    unlinked: readonly UnlinkedCorrelation[],
    rules: readonly SigmaRule[],
    foreign: readonly RuleHead[],
  ) {
    this.#ruleKeys = new Set(rules.map(({ key }) => key));
    this.#foreign = new Set(foreign.flatMap(namesOf));
    this.#unlinked = unlinked.filter((one) => this.#isUnique(one));
    for (const head of [...rules, ...this.#unlinked.map((one) => one.head)]) this.#name(head);
  }

  link(): LinkedCorrelations {
    for (const one of this.#unlinked) this.#link(one);
    const skipped = [...this.#outcomes.values()].filter((outcome) => outcome === 'skipped').length;
    return { correlations: this.#linked, skipped, problems: this.#problems };
  }

  #isUnique(one: UnlinkedCorrelation): boolean {
    const { key } = one.head;
    if (this.#ruleKeys.has(key) || this.#byKey.has(key)) {
      this.#fault(one, `another rule has the same ${one.head.id === '' ? 'title' : 'id'}`);
      return false;
    }
    this.#byKey.set(key, one);
    return true;
  }

  #name(head: RuleHead): void {
    for (const name of namesOf(head)) {
      const named = this.#targets.get(name);
      if (named === undefined) this.#targets.set(name, [head]);
      else named.push(head);
    }
  }

  #link(one: UnlinkedCorrelation): Outcome {
    const { key } = one.head;
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) {
      this.#fault(one, 'the correlation refers to itself, directly or through others');
      return 'broken';
    }
    this.#open.add(key);
    const keys = one.correlation.rules.map((rule) => this.#resolve(rule, one));
    const outcome = worst(keys);
    this.#open.delete(key);
    this.#outcomes.set(key, outcome);
    if (outcome === 'linked') {
      this.#linked.push({ ...one.head, correlation: withKeys(one.correlation, keys) });
    }
    return outcome;
  }

  /** The key of the rule that is named, or why there is none. */
  #resolve(name: string, one: UnlinkedCorrelation): { readonly key: string } | Outcome {
    const [head, second] = best(name, this.#targets.get(name) ?? []);
    if (head === undefined) {
      if (this.#foreign.has(name)) return 'skipped';
      this.#fault(one, `no usable rule has the id, name or title "${name}"`);
      return 'broken';
    }
    if (second !== undefined) {
      this.#fault(one, `several rules are called "${name}"`);
      return 'broken';
    }
    const target = this.#byKey.get(head.key);
    if (target === undefined) return { key: head.key };
    const outcome = this.#link(target);
    if (outcome === 'broken') this.#fault(one, `the correlation "${name}" cannot be used`);
    return outcome === 'linked' ? { key: head.key } : outcome;
  }

  #fault({ head, line }: UnlinkedCorrelation, reason: string): void {
    this.#problems.push({ file: head.file, line: line(), reason });
  }
}

function namesOf({ id, name, title }: RuleHead): readonly string[] {
  return [...new Set([id, name, title].filter((text) => text !== ''))];
}

/** An id goes before a name, and a name before a title. */
function best(name: string, heads: readonly RuleHead[]): readonly RuleHead[] {
  const byId = heads.filter((head) => head.id === name);
  if (byId.length > 0) return byId;
  const byName = heads.filter((head) => head.name === name);
  return byName.length > 0 ? byName : heads;
}

type Resolved = { readonly key: string } | Outcome;

function worst(resolved: readonly Resolved[]): Outcome {
  if (resolved.includes('broken')) return 'broken';
  return resolved.includes('skipped') ? 'skipped' : 'linked';
}

/** Rules by key; aliases and expressions name rules as the author did. */
function withKeys(correlation: Correlation, resolved: readonly Resolved[]): Correlation {
  const keys = resolved.flatMap((one) => (typeof one === 'string' ? [] : [one.key]));
  const keyOf = new Map(correlation.rules.map((rule, index) => [rule, keys[index] ?? rule]));
  const aliases = new Map(
    [...correlation.aliases].map(([alias, fields]) => [
      alias,
      new Map([...fields].map(([rule, field]) => [keyOf.get(rule) ?? rule, field])),
    ]),
  );
  return { ...correlation, rules: keys, aliases, ruleNames: keyOf };
}
