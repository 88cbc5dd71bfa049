import { stringify } from 'yaml';
import { z } from 'zod';
import { parseRules } from '#src/detect/sigma/parse.ts';
import { enrichments } from '#src/enrich/index.ts';
import { Config } from '#src/model/config.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import { filterDocuments, lineInConfig, loadConfig } from '../load-config.ts';
import { say } from '../say.ts';

/** Throws InvalidInputError, naming every fault, when the file cannot be used. */
export function checkConfig(named: string | undefined): void {
  const { config, file } = loadConfig(named);
  const { documents } = filterDocuments(config, file ?? 'cairn.yaml', new Date());
  const { problems } = parseRules(documents);
  const faults = [
    ...problems.map((fault) => `${fault.file}: a filter: ${fault.reason}`),
    ...unknownEnrichments(config, file),
  ];
  if (faults.length > 0) throw new InvalidInputError(faults.join('\n'));
  say(
    file === undefined ? 'no configuration file; the defaults are in force' : `${file} is correct`,
  );
}

/** A typing mistake would leave on what was to be switched off. */
function unknownEnrichments(config: Config, file = 'cairn.yaml'): readonly string[] {
  const known = new Set(enrichments.map(({ id }) => id));
  return Object.keys(config.enrichments)
    .filter((id) => !known.has(id))
    .map((id) => {
      const line = lineInConfig(file, ['enrichments', id]);
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
