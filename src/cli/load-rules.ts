import { builtInRules, readRuleDocuments } from '#src/adapters/rule-files.ts';
import { parseRules, type RuleSet } from '#src/detect/sigma/parse.ts';
import type { LoadedConfig } from './load-config.ts';
import { filterDocuments } from './load-config.ts';
import type { RuleOptions } from './options.ts';
import { say } from './say.ts';

/** The rules that the options ask for, with the configuration's filters. Faults are said; the other rules run. */
export async function loadRules(options: RuleOptions, loaded: LoadedConfig): Promise<RuleSet> {
  const ruleSet = await readRules(options, loaded);
  for (const { file, line, reason } of ruleSet.problems) say(`${file}:${line}: ${reason}`);
  return ruleSet;
}

/** The same, with the faults left to the caller. */
export async function readRules(
  options: RuleOptions,
  { config, file }: LoadedConfig,
): Promise<RuleSet> {
  const replaced = await Promise.all((options.rules ?? []).map((path) => readRuleDocuments(path)));
  const base = options.rules === undefined ? await builtInRules() : replaced.flat();
  const added = await Promise.all((options.withRules ?? []).map((path) => readRuleDocuments(path)));
  const filters = filterDocuments(config, file ?? 'cairn.yaml', new Date());
  for (const title of filters.expired)
    say(`the filter "${title}" has expired and quiets nothing any more`);
  return parseRules([...base, ...added.flat(), ...filters.documents]);
}
