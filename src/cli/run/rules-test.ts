import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuleDocuments } from '#src/adapters/rule-files.ts';
import { parseRules } from '#src/detect/sigma/parse.ts';
import type { RuleSet } from '#src/detect/sigma/rule-set.ts';
import { matchesAny } from '#src/detect/sigma/try-rules.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import { UsageError } from '#src/model/errors.ts';
import { parseJson } from '#src/parse-json.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { loadConfig } from '../load-config.ts';
import { matcherOptions } from '../matcher-options.ts';
import { printable } from '../printable.ts';
import { say } from '../say.ts';

const besideName = 'test-config.json';

const kinds = [
  { name: 'matches', expected: true },
  { name: 'ignores', expected: false },
] as const;

interface Outcome {
  readonly cases: number;
  readonly faults: readonly string[];
}

/** Each rule folder carries the events that prove it: `matches/*.json` must match, `ignores/*.json` must not. */
export async function testRules(
  dir: string,
  options: { readonly config?: string },
): Promise<ExitCode> {
  const folders = ruleFolders(dir);
  const { config, file } = await loadConfig(options.config ?? configBeside(dir));
  if (folders.length === 0) {
    throw new UsageError(`${dir} holds no rule folder: a rule.yml with matches/ and ignores/`);
  }
  const outcomes = await Promise.all(folders.map((folder) => testFolder(folder, config)));
  const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
  const faults = outcomes.flatMap((outcome) => outcome.faults);
  for (const fault of faults) process.stdout.write(`${printable(fault)}\n`);
  process.stdout.write(`${folders.length} rules, ${cases} events, ${faults.length} faults\n`);
  if (faults.length > 0 && file === undefined)
    say(
      'rules that ask for own accounts or identities match only with a configuration: --config FILE',
    );
  return faults.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** Own accounts and identities that the events of a rule folder, or of the folder around it, were written for. */
function configBeside(dir: string): string | undefined {
  return [dir, join(dir, '..')].map((folder) => join(folder, besideName)).find(existsSync);
}

function ruleFolders(dir: string): readonly string[] {
  if (!existsSync(dir)) throw new UsageError(`There is no folder ${dir}`);
  if (existsSync(join(dir, 'rule.yml'))) return [dir];
  return readdirSync(dir)
    .toSorted()
    .map((name) => join(dir, name))
    .filter((folder) => existsSync(join(folder, 'rule.yml')));
}

async function testFolder(folder: string, config: Config): Promise<Outcome> {
  const file = join(folder, 'rule.yml');
  const ruleSet = parseRules(await readRuleDocuments(file));
  const faults = ruleSet.problems.map(({ line, reason }) => `${file}:${line}: ${reason}`);
  const cases = kinds.flatMap(({ name, expected }) =>
    eventFiles(join(folder, name)).map((path) => ({ path, expected })),
  );
  if (cases.length === 0) faults.push(`${folder}: has no events to test it with`);
  for (const { path, expected } of cases) {
    const fault = faultOf(path, expected, ruleSet, config);
    if (fault !== undefined) faults.push(`${path}: ${fault}`);
  }
  return { cases: cases.length, faults };
}

function eventFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => join(folder, name));
}

/** A file holds one event, or an array of them for a correlation. */
function faultOf(
  path: string,
  expected: boolean,
  ruleSet: RuleSet,
  config: Config,
): string | undefined {
  const parsed = parseJson(readFileSync(path, 'utf8'));
  if (parsed === undefined) return 'is not JSON';
  const records = [parsed].flat().filter((value) => typeof value === 'object' && value !== null);
  const matched = matchesAny(ruleSet, records as readonly RawRecord[], matcherOptions(config));
  if (matched === expected) return undefined;
  return expected ? 'should match and does not' : 'should be ignored and matches';
}
