import { compileMatcher } from '#src/detect/sigma/matcher.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { loadConfig } from '../load-config.ts';
import { readRules } from '../load-rules.ts';
import type { RuleOptions } from '../options.ts';
import { printable } from '../printable.ts';

interface CheckOptions extends RuleOptions {
  readonly config?: string;
  readonly format: 'text' | 'json';
}

/** A rule is invalid when it cannot be parsed or cannot be compiled; each is told with the line to look at. */
export async function checkRules(options: CheckOptions): Promise<ExitCode> {
  const loaded = loadConfig(options.config);
  const { ruleSet } = await readRules(options, loaded);
  const { problems: uncompiled } = compileMatcher(ruleSet.rules, {
    expand: loaded.config.expand,
    filters: ruleSet.filters,
  });
  const problems = [...ruleSet.problems, ...uncompiled];
  const invalid = new Set(problems.map(({ file, line }) => `${file}:${line}`)).size;
  const result = {
    loaded: ruleSet.rules.length + ruleSet.correlations.length - uncompiled.length,
    skipped: ruleSet.skipped,
    invalid,
    problems,
  };
  process.stdout.write(options.format === 'json' ? `${JSON.stringify(result)}\n` : text(result));
  return invalid > 0 ? exitCodes.failed : exitCodes.done;
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
