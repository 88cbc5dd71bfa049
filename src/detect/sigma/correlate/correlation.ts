import type { Condition } from '../condition.ts';

export const correlationTypes = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const;
export type CorrelationType = (typeof correlationTypes)[number];

export const thresholdOperators = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
export type ThresholdOperator = (typeof thresholdOperators)[number];

/** Several make a range: all must hold. */
export interface Threshold {
  readonly operator: ThresholdOperator;
  readonly value: number;
}

/** The `correlation` part of a rule. */
export interface Correlation {
  readonly type: CorrelationType;
  /** As written until the rule is linked; then keys of rules and correlations. */
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  readonly timespanMs: number;
  readonly thresholds: readonly Threshold[];
  /** What is counted, summed up and so on; several fields are counted as one value. */
  readonly fields: readonly string[];
  /** 0–100, for value_percentile. */
  readonly percentile: number;
  /** Which of the rules must have matched, where a temporal condition is written as an expression. */
  readonly expression?: Condition;
  /** Key of a rule by the name that the expression uses for it. */
  readonly ruleNames: ReadonlyMap<string, string>;
  /** For each alias of `group-by`, the field by rule. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** True when the rules referred to are shown by themselves as well. */
  readonly generate: boolean;
}

/** The field that a group-by name or counted field stands for in events of this rule. */
export function fieldFor({ aliases }: Correlation, name: string, rule: string): string {
  return aliases.get(name)?.get(rule) ?? name;
}
