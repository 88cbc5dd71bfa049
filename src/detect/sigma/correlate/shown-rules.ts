import type { RuleSet } from '../rule-set.ts';

/**
 * Keys of the rules and correlations whose matches are shown by themselves: those that no correlation refers to, and those
 * referred to by one that says `generate: true`.
 */
export function shownRules({
  rules,
  correlations,
}: Pick<RuleSet, 'rules' | 'correlations'>): ReadonlySet<string> {
  const referred = new Set(correlations.flatMap(({ correlation }) => correlation.rules));
  const generated = new Set(
    correlations.flatMap(({ correlation }) => (correlation.generate ? correlation.rules : [])),
  );
  const keys = [...rules, ...correlations].map(({ key }) => key);
  return new Set(keys.filter((key) => !referred.has(key) || generated.has(key)));
}
