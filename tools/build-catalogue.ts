import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtInRules } from '#src/adapters/rule-files.ts';
import { runbooks } from '#src/analyze/runbooks/index.ts';
import { compareTexts } from '#src/compare-texts.ts';
import { parseRules } from '#src/detect/sigma/parse.ts';
import { techniquesIn } from '#src/detect/sigma/technique-tags.ts';
import { enrichments } from '#src/enrich/index.ts';
import { severities } from '#src/model/severity.ts';
import { enrichmentPage } from './catalogue/enrichment-page.ts';
import { exampleValues } from './catalogue/examples.ts';

/** Writes docs/catalogue/ from the units themselves; `--check` fails when what is there differs. */
const folder = 'docs/catalogue';
const generated = '<!-- Generated from the units by `npm run catalogue`; do not edit. -->';

const pages: Readonly<Record<string, string>> = {
  'rules.md': await rulesPage(),
  'enrichments.md': enrichmentsPage(),
  'runbooks.md': runbooksPage(),
  ...(await enrichmentPages()),
};

const isCheck = process.argv.includes('--check');
mkdirSync(`${folder}/enrichments`, { recursive: true });
for (const name of readdirSync(`${folder}/enrichments`).map((each) => `enrichments/${each}`))
  if (!(name in pages)) leftOver(`${folder}/${name}`);
for (const [name, text] of Object.entries(pages)) {
  const file = `${folder}/${name}`;
  if (!isCheck) {
    writeFileSync(file, text);
  } else if (read(file) !== text) {
    console.error(`${file} is out of date: run npm run catalogue and commit the result`);
    process.exitCode = 1;
  }
}

/** The page of a unit that is gone. */
function leftOver(file: string): void {
  if (isCheck) {
    console.error(`${file} is about nothing any more: run npm run catalogue`);
    process.exitCode = 1;
  } else {
    rmSync(file);
  }
}

async function enrichmentPages(): Promise<Readonly<Record<string, string>>> {
  const examples = exampleValues();
  const made = enrichments.map(async (unit): Promise<readonly [string, string]> => {
    const text = await enrichmentPage(unit, examples.get(unit.id), generated);
    return [`enrichments/${unit.id}.md`, text];
  });
  return Object.fromEntries(await Promise.all(made));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function rulesPage(): Promise<string> {
  const { rules, correlations } = parseRules(await builtInRules());
  const all = [...rules, ...correlations];
  const rows = all
    .toSorted(
      (a, b) =>
        severities.indexOf(b.level) - severities.indexOf(a.level) || compareTexts(a.file, b.file),
    )
    .map(({ file, title, level, tags }) =>
      row([level, link(file), title, techniquesIn(tags).join(' ')]),
    );
  return page(
    'Rules',
    `${rules.length} rules and ${correlations.length} correlations. Each is a folder in \`src/detect/rules/\` with the events that it must and must not match.`,
    ['level', 'rule', 'title', 'ATT&CK v19'],
    rows,
  );
}

function link(file: string): string {
  const name = file.split('/')[0] ?? file;
  return `[${name}](../../src/detect/rules/${file})`;
}

function enrichmentsPage(): string {
  const rows = enrichments.map(({ id, title, needs }) =>
    row([`[${id}](enrichments/${id}.md)`, title, needs]),
  );
  return page(
    'Enrichments',
    'What is found out about each alert; a folder each in `src/enrich/`. `cairn enrichments` lists them as they are configured.',
    ['id', 'what it answers', 'skipped when there is no'],
    rows,
  );
}

function runbooksPage(): string {
  const rows = runbooks.map(({ id, title }) =>
    row([`[${id}](../../src/analyze/runbooks/${id}/runbook.ts)`, title]),
  );
  return page(
    'Runbooks',
    'Response steps, composed per alert; a folder each in `src/analyze/runbooks/`.',
    ['id', 'title'],
    rows,
  );
}

function page(
  title: string,
  lead: string,
  headings: readonly string[],
  rows: readonly string[],
): string {
  return [
    `# ${title}`,
    generated,
    '',
    lead,
    '',
    row(headings),
    row(headings.map(() => '---')),
    ...rows,
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
