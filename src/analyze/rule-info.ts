import type { CorrelationType } from '#src/detect/sigma/correlate/correlation.ts';
import { nameOfRule } from '#src/detect/sigma/rule-name.ts';
import type { RuleHead, RuleSet } from '#src/detect/sigma/rule-set.ts';
import type { Severity } from '#src/model/severity.ts';

/** What a rule says about itself. */
export interface RuleInfo {
  /** Sigma UUID, or what stands for it. */
  readonly id: string;
  /** Our folder's name, or the file's. */
  readonly name: string;
  readonly title: string;
  readonly level: Severity;
  readonly tags: readonly string[];
  /** For a correlation: how it counts, and what. */
  readonly counts?: { readonly type: CorrelationType; readonly fields: readonly string[] };
}

/** Rules and correlations by the key that their matches carry. */
export function rulesByKey({
  rules,
  correlations,
}: Pick<RuleSet, 'rules' | 'correlations'>): ReadonlyMap<string, RuleInfo> {
  const single = rules.map((rule) => [rule.key, ruleInfoOf(rule)] as const);
  const correlated = correlations.map((rule) => {
    const { type, fields } = rule.correlation;
    return [rule.key, { ...ruleInfoOf(rule), counts: { type, fields } }] as const;
  });
  return new Map([...single, ...correlated]);
}

function ruleInfoOf({ key, id, title, level, tags, file }: RuleHead): RuleInfo {
  return { id: id || key, name: nameOfRule(file), title, level, tags };
}
