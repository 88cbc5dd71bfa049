import type { Severity } from '#src/model/severity.ts';
import type { Condition } from './condition.ts';
import type { Correlation } from './correlate/correlation.ts';

/** A document that cannot be used, or one fault of it. The other rules run. */
export interface RuleProblem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

/** What rules and correlations have in common. */
export interface RuleHead {
  /** Unique in a rule set: the `id`, or file and title where the rule has none. */
  readonly key: string;
  /** The rule's UUID; '' when it has none. */
  readonly id: string;
  readonly title: string;
  /** Sigma's `name`, by which correlations and filters may refer to the rule; '' when it has none. */
  readonly name: string;
  /** `medium` when the rule does not say. */
  readonly level: Severity;
  /**
   * What the rule finds something out about: `about: actor` in the document makes one alert of all that an actor did, for
   * a rule that says nothing about what was touched. Not part of Sigma, which allows keys of one's own.
   */
  readonly about: 'actor' | 'resource';
  readonly status: string;
  readonly description: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly falsepositives: readonly string[];
  /** Relative to the rules folder. */
  readonly file: string;
  /** Where the document begins, 1-based. */
  readonly line: number;
}

export interface LogSource {
  readonly category: string;
  readonly product: string;
  readonly service: string;
}

/** One detection rule. It holds functions, so it cannot cross threads: each thread parses the documents itself. */
export interface SigmaRule extends RuleHead {
  readonly logsource: LogSource;
  readonly condition: Condition;
}

export interface SigmaCorrelation extends RuleHead {
  readonly correlation: Correlation;
}

/** Quiets rules for the events that it names; see docs/sigma.md for how its condition is read. */
export interface SigmaFilter {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly line: number;
  /** Ids, names or titles of rules. */
  readonly rules: 'any' | readonly string[];
  /** True for the events to quiet. */
  readonly condition: Condition;
}

export interface RuleSet {
  /** All documents that were found: what is neither here below nor skipped is invalid. */
  readonly documents: number;
  readonly rules: readonly SigmaRule[];
  readonly correlations: readonly SigmaCorrelation[];
  readonly filters: readonly SigmaFilter[];
  /** Documents for other log sources: counted, and no problem. */
  readonly skipped: number;
  readonly problems: readonly RuleProblem[];
}
