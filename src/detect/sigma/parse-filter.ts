import type { Condition } from './condition.ts';
import { type DetectionReader, isMapping, readDetection } from './parse-detection.ts';
import { textOf, textsOf } from './parse-head.ts';
import type { RuleHead, SigmaFilter } from './rule-set.ts';
import type { Fault } from './yaml-documents.ts';

/** Reads the `filter` part of a document; adds what is wrong to the reader's faults. */
export function readFilterOf(
  part: unknown,
  { id, title, file, line }: RuleHead,
  reader: DetectionReader,
): SigmaFilter | undefined {
  const condition = readDetection(part, ['filter'], reader, ['rules']);
  const rules = isMapping(part) ? filteredRules(part, reader.faults) : [];
  return condition && { id, title, file, line, rules, condition: quietedBy(condition) };
}

/** Without `rules` the filter is meant for every rule. */
function filteredRules(
  filter: Readonly<Record<string, unknown>>,
  faults: Fault[],
): SigmaFilter['rules'] {
  const own = filter['rules'];
  if (own === undefined || own === null || textOf(own).toLowerCase() === 'any') return 'any';
  const rules = textsOf(own);
  if (rules.length === 0) faults.push({ path: ['filter', 'rules'], reason: 'rules is empty' });
  return rules;
}

/**
 * The specification's example quiets what its selection matches (`condition: selection`); pySigma joins the condition to
 * the rule by AND, so that filters written for it say `not selection`, or `not one and not other`. Both mean the same
 * events, and so do we.
 */
function quietedBy(condition: Condition): Condition {
  if (condition.op === 'not') return condition.part;
  if (condition.op !== 'and') return condition;
  const negated = condition.parts.flatMap((part) => (part.op === 'not' ? [part.part] : []));
  const isAllNegated = negated.length === condition.parts.length;
  return isAllNegated ? { op: 'or', parts: negated, label: 'or' } : condition;
}
