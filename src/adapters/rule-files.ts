import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { RuleDocument } from '#src/detect/sigma/parse.ts';
import { messageOf, UsageError } from '#src/model/errors.ts';

const rulesFolder = join(import.meta.dirname, '..', 'detect', 'rules');
/** Beside the bundle in the published package; made by `tools/build-rules.ts`. */
const bundledNames = [
  join(import.meta.dirname, 'rules.json'),
  join(import.meta.dirname, '..', 'rules.json'),
];

/**
 * The rule files (`.yml`, `.yaml`) below a folder, sorted, with names relative to it; or one file. A file that cannot be
 * read becomes a document that says so, for a rule must never be lost in silence.
 */
export async function readRuleDocuments(path: string): Promise<readonly RuleDocument[]> {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) throw new UsageError(`There is no rules folder or file ${path}`);
  if (!status.isDirectory()) return [readDocument(path, basename(path))];
  return ruleFilesIn(path).map((file) =>
    readDocument(file, relative(path, file).split(sep).join('/')),
  );
}

/** Our own rules, from the folders in a checkout or from the one file in the published package; a file is named `<rule>/rule.yml`. */
export async function builtInRules(): Promise<readonly RuleDocument[]> {
  const bundled = bundledNames.find((name) => statSync(name, { throwIfNoEntry: false })?.isFile());
  return bundled === undefined
    ? ruleFolderDocuments()
    : JSON.parse(await readFile(bundled, 'utf8'));
}

/** The rule folders of the checkout. */
export async function ruleFolderDocuments(): Promise<readonly RuleDocument[]> {
  return readdirSync(rulesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${name}/rule.yml`)
    .filter((file) => statSync(join(rulesFolder, file), { throwIfNoEntry: false })?.isFile())
    .toSorted()
    .map((file) => readDocument(join(rulesFolder, file), file));
}

function ruleFilesIn(folder: string): readonly string[] {
  return walk(folder, new Set()).toSorted();
}

/** Each real folder is read once, for links may lead in a circle. */
function walk(folder: string, visited: Set<string>): readonly string[] {
  const real = realpathSync(folder);
  if (visited.has(real)) return [];
  visited.add(real);
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (isFolder(entry, path)) return walk(path, visited);
    return isRuleFile(entry) ? [path] : [];
  });
}

function isFolder(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isRuleFile(entry: Dirent): boolean {
  return /\.ya?ml$/i.test(entry.name) && (entry.isFile() || entry.isSymbolicLink());
}

function readDocument(path: string, file: string): RuleDocument {
  try {
    return { file, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const reason = messageOf(error);
    return { file, text: '', unreadable: reason };
  }
}
