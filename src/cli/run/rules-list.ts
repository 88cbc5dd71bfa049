import { compareTexts } from '#src/compare-texts.ts';
import type { SigmaRule } from '#src/detect/sigma/rule-set.ts';
import { techniquesIn } from '#src/detect/sigma/technique-tags.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { loadConfig } from '../load-config.ts';
import { loadRules } from '../load-rules.ts';
import type { RuleOptions } from '../options.ts';
import { printable } from '../printable.ts';

interface ListOptions extends RuleOptions {
  readonly format: 'table' | 'json';
}

type Listed = Pick<SigmaRule, 'id' | 'title' | 'level' | 'file' | 'tags'>;

export async function listRules(options: ListOptions): Promise<ExitCode> {
  const { ruleSet } = await loadRules(options, await loadConfig(undefined));
  const { rules, correlations, skipped } = ruleSet;
  const listed = [...rules, ...correlations].map(({ id, title, level, file, tags }) => ({
    id,
    title,
    level,
    file,
    tags,
  }));
  const sorted = listed.toSorted((a, b) => compareTexts(a.file, b.file));
  process.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(sorted, undefined, 2)}\n`
      : table(sorted, skipped),
  );
  return exitCodes.done;
}

function table(rules: readonly Listed[], skipped: number): string {
  const width = Math.max(0, ...rules.map(({ title }) => Math.min(title.length, 60)));
  const lines = rules.map(({ level, title, file, tags }) => {
    const techniques = techniquesIn(tags).join(' ');
    return printable(
      `${level.padEnd(14)}${title.padEnd(width)}  ${techniques.padEnd(20)}  ${file}`,
    );
  });
  const others = skipped > 0 ? `, ${skipped} for other log sources left out` : '';
  return `${lines.join('\n')}\n${rules.length} rules${others}\n`;
}
