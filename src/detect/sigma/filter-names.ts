import { nameOfRule } from './rule-name.ts';
import type { RuleHead, RuleProblem, SigmaFilter, SigmaRule } from './rule-set.ts';

/** A filter, and where it names its rules. */
export interface NamedFilter {
  readonly filter: SigmaFilter;
  /** 1-based; asked only when there is something wrong. */
  line(): number;
}

export function filterConcerns({ rules }: SigmaFilter, rule: SigmaRule): boolean {
  if (rules === 'any') return true;
  return namesOf(rule).some((name) => rules.includes(name));
}

/** What a filter may call a rule: also what alerts call it, which means every rule of that folder or file. */
function namesOf({ id, name, title, file }: RuleHead): readonly string[] {
  return [id, name, title, nameOfRule(file)].filter((text) => text !== '');
}

interface Others {
  readonly correlations: readonly RuleHead[];
  /** Rules that do not run: for other log sources, or not chosen. */
  readonly foreign: readonly RuleHead[];
}

/** A filter for a rule that does not exist would quiet nothing, and nobody would know. */
export function problemsOfNames(
  filters: readonly NamedFilter[],
  rules: readonly RuleHead[],
  { correlations, foreign }: Others,
): readonly RuleProblem[] {
  if (filters.length === 0) return [];
  const usable = new Set([...rules, ...foreign].flatMap(namesOf));
  const correlated = new Set(correlations.flatMap(namesOf));
  return filters.flatMap(({ filter, line }) => {
    const unknown = filter.rules === 'any' ? [] : filter.rules.filter((name) => !usable.has(name));
    return unknown.map((name) => ({
      file: filter.file,
      line: line(),
      reason: correlated.has(name)
        ? `"${name}" is a correlation: a filter has to name the rules that it refers to`
        : `no usable rule has the id, name, title or file "${name}"`,
    }));
  });
}
