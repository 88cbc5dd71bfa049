import { messageOf } from '#src/model/errors.ts';
import type { Search } from '../condition.ts';
import { numberOf } from '../modifiers/compare.ts';
import { parseCondition } from '../parse-condition.ts';
import { isMapping } from '../parse-detection.ts';
import { textOf, textsOf } from '../parse-head.ts';
import type { RuleHead } from '../rule-set.ts';
import type { Fault } from '../yaml-documents.ts';
import {
  type Correlation,
  type CorrelationType,
  correlationTypes,
  type Threshold,
  thresholdOperators,
} from './correlation.ts';
import { mostOrderedRules } from './satisfied.ts';
import { parseTimespan } from './timespan.ts';

/** A correlation whose rules are still named as written. */
export interface UnlinkedCorrelation {
  readonly head: RuleHead;
  readonly correlation: Correlation;
  /** Where `rules` stands; asked only when there is something to say, for it takes a second look at the document. */
  readonly line: () => number;
}

type Mapping = Readonly<Record<string, unknown>>;
type Report = (key: string, reason: string) => void;

const knownKeys: ReadonlySet<string> = new Set([
  'type',
  'rules',
  'group-by',
  'timespan',
  'condition',
  'aliases',
  'generate',
]);

/** Reads the `correlation` part; undefined when something is wrong with it, which is added to `faults`. */
export function readCorrelation(
  value: unknown,
  generate: unknown,
  faults: Fault[],
): Correlation | undefined {
  const before = faults.length;
  const report: Report = (key, reason) => {
    faults.push({ path: key === '' ? ['correlation'] : ['correlation', key], reason });
  };
  if (!isMapping(value)) {
    report('', 'correlation must be a mapping');
    return undefined;
  }
  // A misspelt group-by would make one group of everything.
  for (const key of Object.keys(value).filter((one) => !knownKeys.has(one))) {
    report(key, `"${key}" is unknown in a correlation`);
  }
  const type = correlationTypes.find((one) => one === textOf(value['type']));
  if (type === undefined) report('type', `the type must be one of ${correlationTypes.join(', ')}`);
  const rules = textsOf(value['rules']);
  if (rules.length === 0) report('rules', 'the correlation names no rules');
  if (new Set(rules).size < rules.length) report('rules', 'a rule is named twice');
  const timespanMs = parseTimespan(textOf(value['timespan']));
  if (timespanMs === undefined) {
    report('timespan', 'the timespan must be a number and one of s, m, h, d, w, M, y');
  }
  const condition = readCondition(value['condition'], type ?? 'event_count', rules, report);
  const aliases = readAliases(value['aliases'], report);
  if (faults.length > before || type === undefined || timespanMs === undefined) return undefined;
  return {
    type,
    rules,
    groupBy: textsOf(value['group-by']),
    timespanMs,
    ...condition,
    aliases,
    ruleNames: new Map(),
    generate: (value['generate'] ?? generate) === true,
  };
}

type ConditionPart = Pick<Correlation, 'thresholds' | 'fields' | 'percentile' | 'expression'>;

function readCondition(
  value: unknown,
  type: CorrelationType,
  rules: readonly string[],
  report: Report,
): ConditionPart {
  const none = { thresholds: [], fields: [], percentile: 50 };
  if (isTemporal(type) && (value === undefined || value === null)) {
    return { ...none, thresholds: [{ operator: 'gte', value: rules.length }] };
  }
  if (isTemporal(type) && typeof value === 'string') {
    return { ...none, ...readExpression(value, type, rules, report) };
  }
  if (!isMapping(value)) {
    report('condition', 'the condition must be a mapping such as gte: 10');
    return none;
  }
  return {
    thresholds: readThresholds(value, report),
    fields: readFields(value, type, report),
    percentile: readPercentile(value['percentile'], type, report),
  };
}

function isTemporal(type: CorrelationType): boolean {
  return type === 'temporal' || type === 'temporal_ordered';
}

function readFields(value: Mapping, type: CorrelationType, report: Report): readonly string[] {
  const fields = textsOf(value['field']);
  if (isTemporal(type) || type === 'event_count') return [];
  if (fields.length === 0) report('condition', `${type} needs a field`);
  if (fields.length > 1 && type !== 'value_count') {
    report('condition', `${type} takes one field`);
  }
  return fields;
}

function readThresholds(value: Mapping, report: Report): readonly Threshold[] {
  const thresholds = thresholdOperators.flatMap((operator) => {
    if (!Object.hasOwn(value, operator)) return [];
    const limit = numberOf(value[operator]);
    if (limit === undefined) report('condition', `${operator} needs a number`);
    return limit === undefined ? [] : [{ operator, value: limit }];
  });
  const others = Object.keys(value).filter(
    (key) => !['field', 'percentile', ...thresholdOperators].includes(key),
  );
  for (const key of others) report('condition', `"${key}" is no condition of a correlation`);
  if (thresholds.length === 0) report('condition', 'the condition sets no limit');
  return thresholds;
}

function readPercentile(value: unknown, type: CorrelationType, report: Report): number {
  if (value === undefined || value === null) return 50;
  const percentile = numberOf(value);
  if (
    type !== 'value_percentile' ||
    percentile === undefined ||
    percentile < 0 ||
    percentile > 100
  ) {
    report('condition', 'percentile is a number from 0 to 100, for value_percentile');
  }
  return percentile ?? 50;
}

/** `rule_a and (rule_b or not rule_c)`: the names of the rules stand where a detection has its searches. */
function readExpression(
  text: string,
  type: CorrelationType,
  rules: readonly string[],
  report: Report,
): Pick<Correlation, 'expression'> {
  if (type === 'temporal_ordered' && rules.length > mostOrderedRules) {
    report('condition', `an ordered expression may name ${mostOrderedRules} rules at most`);
  }
  const stand: Search = { kind: 'all', parts: [] };
  try {
    return { expression: parseCondition(text, new Map(rules.map((rule) => [rule, stand]))) };
  } catch (error) {
    report('condition', messageOf(error).replace('the detection', 'the correlation'));
    return {};
  }
}

function readAliases(value: unknown, report: Report): Correlation['aliases'] {
  if (value === undefined || value === null) return new Map();
  const entries = isMapping(value) ? Object.entries(value) : [];
  const isRight = isMapping(value) && entries.every(([, fields]) => isMapping(fields));
  if (!isRight) report('aliases', 'each alias must be a mapping from rule to field');
  return new Map(
    entries.map(([alias, fields]) => [
      alias,
      new Map(
        isMapping(fields)
          ? Object.entries(fields).map(([rule, field]) => [rule, textOf(field)])
          : [],
      ),
    ]),
  );
}
