import { existsSync, readFileSync } from 'node:fs';
import { isMap, LineCounter, parseDocument, stringify } from 'yaml';
import type { z } from 'zod';
import type { RuleDocument } from '#src/detect/sigma/parse.ts';
import { Config } from '#src/model/config.ts';
import { InvalidInputError, messageOf, UsageError } from '#src/model/errors.ts';
import { withoutSecrets } from '#src/model/secret-like.ts';
import { withPathsFrom } from './config-paths.ts';

const defaultFile = 'cairn.yaml';

export interface LoadedConfig {
  readonly config: Config;
  /** Undefined when there is none and the defaults are used. */
  readonly file: string | undefined;
}

/** `--config`, else the file named by CAIRN_CONFIG, else `cairn.yaml` of the working folder, else the defaults. */
export async function loadConfig(named: string | undefined): Promise<LoadedConfig> {
  const wanted = named ?? process.env['CAIRN_CONFIG'];
  if (wanted !== undefined && !existsSync(wanted)) {
    throw new UsageError(`There is no configuration file ${wanted}`);
  }
  const file = wanted ?? (existsSync(defaultFile) ? defaultFile : undefined);
  if (file === undefined) return { config: Config.parse({}), file };
  const config = parseConfig(readFileSync(file, 'utf8'), file);
  await checkEnrichments(config, file);
  return { config: withPathsFrom(file, config), file };
}

/** Throws for ids that do not exist: a typing mistake would leave on what was to be switched off. */
async function checkEnrichments({ enrichments: settings }: Config, file: string): Promise<void> {
  const ids = Object.keys(settings);
  if (ids.length === 0) return;
  // Commands that enrich nothing do not need them otherwise.
  const { enrichments } = await import('#src/enrich/index.ts');
  const known = new Set(enrichments.map(({ id }) => id));
  const lineOf = placesIn(file);
  const faults = ids
    .filter((id) => !known.has(id))
    .map((id) => {
      const place = `${file}:${lineOf(['enrichments', id])}: enrichments.${withoutSecrets(id)}`;
      return `${place}: there is no such enrichment; cairn enrichments lists them`;
    });
  if (faults.length > 0) throw new InvalidInputError(faults.join('\n'));
}

/** Every fault at once, each with its line, so that one round of corrections is enough. */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    const faults = document.errors.map(
      ({ pos, message }) =>
        `${file}:${lines.linePos(pos[0]).line}: ${withoutSecrets(message.split('\n')[0] ?? '')}`,
    );
    throw new InvalidInputError(faults.join('\n'));
  }
  const parsed = Config.safeParse(plainValueOf(document, file), { reportInput: true });
  if (parsed.success) return parsed.data;

  const lineOf = (path: readonly PropertyKey[]) => lineOfPath(document, lines, path);
  const faults = parsed.error.issues.map(
    (issue) => `${file}:${lineOf(placeOf(issue))}: ${withoutSecrets(describeIssue(issue))}`,
  );
  throw new InvalidInputError(faults.join('\n'));
}

/** Aliases are looked up now: one may lead nowhere, or many to far too much. */
function plainValueOf(yaml: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return yaml.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    const reason = messageOf(cause);
    throw new InvalidInputError(`${file}: ${withoutSecrets(reason)}`, { cause });
  }
}

/** Tells at which line of a configuration file a part of it stands: the first one when it is not there. */
function placesIn(file: string): (path: readonly PropertyKey[]) => number {
  if (!existsSync(file)) return () => 1;
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  return (path) => lineOfPath(document, lines, path);
}

/** An unknown key is reported by zod at the map it stands in; the reader wants the line of the key. */
function placeOf(issue: z.core.$ZodIssue): readonly PropertyKey[] {
  return issue.code === 'unrecognized_keys'
    ? [...issue.path, ...issue.keys.slice(0, 1)]
    : issue.path;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  const isUnquoted =
    issue.code === 'invalid_type' && issue.expected === 'string' && typeof issue.input === 'number';
  return `${where}${issue.message}${isUnquoted ? ' (write it in quotes)' : ''}`;
}

/** The line of the deepest part of `path` that the document has. */
function lineOfPath(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    const parent = document.getIn(part.slice(0, -1), true);
    const key = isMap(parent)
      ? parent.items.find((item) => String(item.key) === String(part.at(-1)))?.key
      : undefined;
    const node = key ?? document.getIn(part, true);
    const range = (node as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
  }
  return 1;
}

/** The filters that still apply as Sigma filter documents; expired ones make noise again on purpose. */
export function filterDocuments(
  config: Config,
  file: string,
  now: Date,
): { documents: RuleDocument[]; expired: string[] } {
  const today = now.toISOString().slice(0, 10);
  const expired = config.filters
    .filter((filter) => filter.expires < today)
    .map((filter) => filter.title);
  const lineOf = placesIn(file);
  const documents = config.filters.flatMap(({ title, logsource, filter, expires }, place) => {
    const text = stringify({ title, logsource, filter });
    return expires < today ? [] : [{ file, text, line: lineOf(['filters', place]) }];
  });
  return { documents, expired };
}
