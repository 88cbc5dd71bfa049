import { stringify } from 'yaml';
import { z } from 'zod';
import { enrichments } from '#src/enrich/index.ts';
import { Config } from '#src/model/config.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import { loadConfig, placesIn } from '../load-config.ts';
import { readRules } from '../load-rules.ts';
import type { RuleOptions } from '../options.ts';
import { say } from '../say.ts';

interface CheckOptions extends RuleOptions {
  readonly config?: string;
}

/** Throws InvalidInputError, naming every fault, when the file cannot be used. */
export async function checkConfig(options: CheckOptions): Promise<void> {
  const loaded = loadConfig(options.config);
  const { config, file } = loaded;
  const { problems } = (await readRules(options, loaded)).ruleSet;
  const faults = [
    ...problems
      .filter((problem) => problem.file === file)
      .map(({ line, reason }) => `${file}:${line}: a filter: ${reason}`),
    ...unknownEnrichments(config, file),
  ];
  if (faults.length > 0) throw new InvalidInputError(faults.join('\n'));
  say(
    file === undefined ? 'no configuration file; the defaults are in force' : `${file} is correct`,
  );
}

/** A typing mistake would leave on what was to be switched off. */
function unknownEnrichments(config: Config, file = 'cairn.yaml'): readonly string[] {
  const lineOf = placesIn(file);
  const known = new Set(enrichments.map(({ id }) => id));
  return Object.keys(config.enrichments)
    .filter((id) => !known.has(id))
    .map((id) => {
      const line = lineOf(['enrichments', id]);
      return `${file}:${line}: enrichments.${id}: there is no such enrichment; cairn enrichments lists them`;
    });
}

export function showConfig(named: string | undefined): void {
  const { config, file } = loadConfig(named);
  process.stdout.write(`# ${file ?? 'no file: defaults'}\n${stringify(config)}`);
}

export function showConfigSchema(): void {
  process.stdout.write(
    `${JSON.stringify(z.toJSONSchema(Config, { io: 'input' }), undefined, 2)}\n`,
  );
}
