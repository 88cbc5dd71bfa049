import { builtInRules, readRuleDocuments } from '#src/adapters/rule-files.ts';
import { findUnfilled } from '#src/detect/sigma/fill-condition.ts';
import { parseRules, type RuleDocument } from '#src/detect/sigma/parse.ts';
import type { RuleHead, RuleSet } from '#src/detect/sigma/rule-set.ts';
import { filterDocuments, type LoadedConfig } from './load-config.ts';
import type { RuleOptions } from './options.ts';
import { say, sayProblem } from './say.ts';

export interface LoadedRules {
  /** What worker threads parse for themselves. */
  readonly documents: readonly RuleDocument[];
  readonly ruleSet: RuleSet;
}

/** The rules that the options ask for, with the configuration's filters. Faults are said; the other rules run. */
export async function loadRules(options: RuleOptions, loaded: LoadedConfig): Promise<LoadedRules> {
  const rules = await readRules(options, loaded);
  for (const problem of rules.ruleSet.problems) sayProblem(problem);
  const { length } = rules.ruleSet.problems;
  if (length > 0) say('what these lines name is left out; the other rules run');
  const sources = [...rules.ruleSet.rules, ...rules.ruleSet.filters];
  for (const { problems } of findUnfilled(sources, loaded.config.expand))
    problems.forEach(sayProblem);
  return rules;
}

/** The same, with the faults left to the caller. */
export async function readRules(
  options: RuleOptions,
  { config, file }: LoadedConfig,
): Promise<LoadedRules> {
  const replaced = await Promise.all((options.rules ?? []).map((path) => readRuleDocuments(path)));
  const base = options.rules === undefined ? await builtInRules() : replaced.flat();
  const added = await Promise.all((options.withRules ?? []).map((path) => readRuleDocuments(path)));
  const filters = filterDocuments(config, file ?? 'cairn.yaml', new Date());
  for (const title of filters.expired)
    say(`the filter "${title}" has expired and quiets nothing any more`);

  const documents = [...base, ...added.flat(), ...filters.documents];
  const elsewhere = options.rules === undefined ? [] : await namedByFilters(filters.documents);
  return { documents, ruleSet: parseRules(documents, elsewhere) };
}

/** A filter of the configuration is mostly written for a rule of ours, which other rules can stand in for. */
async function namedByFilters(filters: readonly RuleDocument[]): Promise<readonly RuleHead[]> {
  if (filters.length === 0) return [];
  const { rules, correlations } = parseRules(await builtInRules());
  return [...rules, ...correlations];
}
