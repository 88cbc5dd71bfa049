import { existsSync } from 'node:fs';
import { readRuleDocuments } from '#src/adapters/rule-files.ts';
import { compileMatcher } from '#src/detect/sigma/matcher.ts';
import type { RuleHead, RuleSet, SigmaCorrelation, SigmaRule } from '#src/detect/sigma/rule-set.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import { findRule } from './find-rule.ts';
import type { LoadedConfig } from './load-config.ts';
import { type LoadedRules, readRules } from './load-rules.ts';
import type { RuleOptions } from './options.ts';

/** Some rules of a rule set, with all that they need to run. */
export interface ChosenRules extends LoadedRules {
  /** Those that were asked for; the rule set also holds those that they refer to. */
  readonly asked: readonly RuleHead[];
}

/**
 * All rules of a file, or the one rule with this id, name or title. Throws an InvalidInputError that says each fault with its
 * line: a rule that does not run would seem to match nothing.
 */
export async function chooseRules(
  text: string,
  options: RuleOptions,
  loaded: LoadedConfig,
): Promise<ChosenRules> {
  const isPath = existsSync(text);
  const all = await readRules(isPath ? { ...options, rules: [text] } : options, loaded);
  const asked = isPath ? await rulesOf(text, all.ruleSet) : [findRule(all.ruleSet, text)];
  const ruleSet = withReferred(asked, all.ruleSet);
  const files = new Set([...headsOf(ruleSet), ...ruleSet.filters].map(({ file }) => file));
  refuseFaults(ruleSet, isPath ? undefined : files, loaded);
  const documents = all.documents.filter(({ file }) => files.has(file));
  return { asked, ruleSet, documents };
}

async function rulesOf(
  path: string,
  ruleSet: RuleSet,
): Promise<readonly (SigmaRule | SigmaCorrelation)[]> {
  const files = new Set((await readRuleDocuments(path)).map(({ file }) => file));
  const asked = headsOf(ruleSet).filter(({ file }) => files.has(file));
  if (asked.length > 0 || ruleSet.problems.length > 0) return asked;
  throw new InvalidInputError(`${path} holds no rule for CloudTrail`);
}

function headsOf({ rules, correlations }: Pick<RuleSet, 'rules' | 'correlations'>) {
  return [...rules, ...correlations];
}

function withReferred(asked: readonly RuleHead[], ruleSet: RuleSet): RuleSet {
  const keys = new Set(asked.map(({ key }) => key));
  const referred = new Map(ruleSet.correlations.map((one) => [one.key, one.correlation.rules]));
  // A set that grows while it is walked through is walked through to its end.
  for (const key of keys) for (const further of referred.get(key) ?? []) keys.add(further);
  return {
    ...ruleSet,
    rules: ruleSet.rules.filter(({ key }) => keys.has(key)),
    correlations: ruleSet.correlations.filter(({ key }) => keys.has(key)),
  };
}

/** `files` undefined: in whatever file it is. */
function refuseFaults(
  ruleSet: RuleSet,
  files: ReadonlySet<string> | undefined,
  { config }: LoadedConfig,
): void {
  const { problems } = compileMatcher(ruleSet.rules, {
    expand: config.expand,
    filters: ruleSet.filters,
  });
  const faults = [...ruleSet.problems, ...problems].filter(
    ({ file }) => files === undefined || files.has(file),
  );
  if (faults.length === 0) return;
  throw new InvalidInputError(
    faults.map(({ file, line, reason }) => `${file}:${line}: ${reason}`).join('\n'),
  );
}
