import { stringify } from 'yaml';
import { z } from 'zod';
import { Config } from '#src/model/config.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import { withoutSecrets } from '#src/model/secret-like.ts';
import { loadConfig } from '../load-config.ts';
import { readRules } from '../load-rules.ts';
import type { RuleOptions } from '../options.ts';
import { say } from '../say.ts';

interface CheckOptions extends RuleOptions {
  readonly config?: string;
}

/** Throws InvalidInputError, naming every fault, when the file cannot be used. */
export async function checkConfig(options: CheckOptions): Promise<void> {
  const loaded = await loadConfig(options.config);
  const { file } = loaded;
  const { problems } = (await readRules(options, loaded)).ruleSet;
  const faults = problems
    .filter((problem) => problem.file === file)
    .map(({ line, reason }) => `${file}:${line}: a filter: ${reason}`);
  if (faults.length > 0) throw new InvalidInputError(faults.join('\n'));
  say(
    file === undefined ? 'no configuration file; the defaults are in force' : `${file} is correct`,
  );
}

export async function showConfig(named: string | undefined): Promise<void> {
  const { config, file } = await loadConfig(named);
  process.stdout.write(`# ${file ?? 'no file: defaults'}\n${withoutSecrets(stringify(config))}`);
}

export function showConfigSchema(): void {
  process.stdout.write(
    `${JSON.stringify(z.toJSONSchema(Config, { io: 'input' }), undefined, 2)}\n`,
  );
}
