import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuleDocuments } from '#src/adapters/rule-files.ts';
import { parseRules } from '#src/detect/sigma/parse.ts';
import { matchesAny } from '#src/detect/sigma/try-rules.ts';
import { UsageError } from '#src/model/errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type LoadedConfig, loadConfig } from '../load-config.ts';
import { printable } from '../printable.ts';

interface Outcome {
  readonly folder: string;
  readonly passed: number;
  readonly faults: readonly string[];
}

const kinds = [
  { folder: 'matches', expected: true },
  { folder: 'ignores', expected: false },
] as const;

/** Each rule folder carries the events that prove it: `matches/*.json` must match, `ignores/*.json` must not. */
export async function testRules(
  dir: string,
  options: { readonly config?: string },
): Promise<ExitCode> {
  const loaded = loadConfig(options.config);
  const folders = ruleFolders(dir);
  if (folders.length === 0)
    throw new UsageError(`${dir} holds no rule folder (rule.yml with matches/ and ignores/)`);

  const outcomes: Outcome[] = [];
  for (const folder of folders) outcomes.push(await testFolder(folder, loaded));
  process.stdout.write(report(outcomes));
  return outcomes.some(({ faults }) => faults.length > 0) ? exitCodes.failed : exitCodes.done;
}

function ruleFolders(dir: string): readonly string[] {
  if (!existsSync(dir)) throw new UsageError(`There is no folder ${dir}`);
  if (existsSync(join(dir, 'rule.yml'))) return [dir];
  return readdirSync(dir)
    .toSorted()
    .map((name) => join(dir, name))
    .filter((folder) => existsSync(join(folder, 'rule.yml')));
}
