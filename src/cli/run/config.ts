import { stringify } from 'yaml';
import { z } from 'zod';
import { parseRules } from '#src/detect/sigma/parse.ts';
import { Config } from '#src/model/config.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import { filterDocuments, loadConfig } from '../load-config.ts';
import { say } from '../say.ts';

/** Throws InvalidInputError, naming every fault, when the file cannot be used. */
export function checkConfig(named: string | undefined): void {
  const { config, file } = loadConfig(named);
  const { documents } = filterDocuments(config, file ?? 'cairn.yaml', new Date());
  const { problems } = parseRules(documents);
  if (problems.length > 0) {
    throw new InvalidInputError(
      problems.map((fault) => `${fault.file}: a filter: ${fault.reason}`).join('\n'),
    );
  }
  say(
    file === undefined ? 'no configuration file; the defaults are in force' : `${file} is correct`,
  );
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
