import { findUnfilled } from '#src/detect/sigma/fill-condition.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { loadConfig } from '../load-config.ts';
import { readRules } from '../load-rules.ts';
import type { RuleOptions } from '../options.ts';
import { printable } from '../printable.ts';

interface CheckOptions extends RuleOptions {
  readonly config?: string;
  readonly format: 'text' | 'json';
}

/** A rule is invalid when it cannot be read or asks for values that the configuration lacks; each is told with the line to look at. */
export async function checkRules(options: CheckOptions): Promise<ExitCode> {
  const loaded = await loadConfig(options.config);
  const { ruleSet } = await readRules(options, loaded);
  const { documents, rules, correlations, filters, skipped } = ruleSet;
  const unfilled = findUnfilled([...rules, ...filters], loaded.config.expand);
  const unusable = new Set<unknown>(unfilled.map(({ source }) => source));
  const result = {
    loaded: rules.filter((rule) => !unusable.has(rule)).length + correlations.length,
    skipped,
    invalid:
      documents - rules.length - correlations.length - filters.length - skipped + unusable.size,
    problems: [...ruleSet.problems, ...unfilled.flatMap(({ problems }) => problems)],
  };
  process.stdout.write(options.format === 'json' ? `${JSON.stringify(result)}\n` : text(result));
  return result.problems.length > 0 ? exitCodes.failed : exitCodes.done;
}

function text({
  loaded,
  skipped,
  problems,
}: {
  loaded: number;
  skipped: number;
  problems: readonly { file: string; line: number; reason: string }[];
}): string {
  const lines = problems.map(({ file, line, reason }) => printable(`${file}:${line}: ${reason}\n`));
  return `${lines.join('')}${loaded} rules loaded, ${skipped} for other log sources skipped, ${problems.length} problems\n`;
}
