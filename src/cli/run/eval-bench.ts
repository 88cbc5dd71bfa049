import type { EvalFiles } from '#src/adapters/eval-files.ts';
import { rulesByKey } from '#src/analyze/rule-info.ts';
import { runbooks } from '#src/analyze/runbooks/index.ts';
import { noLookups } from '#src/enrich/lookups.ts';
import { createCaseDetector } from '#src/evaluate/case-detector.ts';
import type { Bench } from '#src/evaluate/run-case.ts';
import { networksOf } from '#src/evaluate/world-networks.ts';
import { Config } from '#src/model/config.ts';
import { loadRules } from '../load-rules.ts';

/** The built-in rules and the world's own knowledge; nothing of the person who runs it. */
export async function openBench({ world }: EvalFiles): Promise<Bench> {
  const { ruleSet } = await loadRules({}, { config: Config.parse({}), file: undefined });
  return {
    ruleSet,
    rules: rulesByKey(ruleSet),
    detect: createCaseDetector(ruleSet),
    lookups: { ...noLookups, networks: networksOf(world) },
    now: () => performance.now(),
  };
}

export const runbookIds: ReadonlySet<string> = new Set(runbooks.map(({ id }) => id)).add(
  'unknown-activity',
);
