import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleDocument } from '#src/detect/sigma/parse.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';

const folder = join(import.meta.dirname, '../src/detect/rules');
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export const packDocuments: readonly RuleDocument[] = names.map((name) => ({
  file: `${name}/rule.yml`,
  text: readFileSync(join(folder, name, 'rule.yml'), 'utf8'),
}));

/** All events that rules of the pack have to match or to ignore. */
export function packEvents(): readonly RawRecord[] {
  return names
    .flatMap((name) => [join(folder, name, 'matches'), join(folder, name, 'ignores')])
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((file) => readFileSync(join(path, file), 'utf8')))
    .flatMap((text) => JSON.parse(text));
}
