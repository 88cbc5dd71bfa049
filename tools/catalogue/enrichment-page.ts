import { pathToFileURL } from 'node:url';
import type { Enrichment } from '#src/enrich/enrichment.ts';
import type { Example } from './examples.ts';
import { fieldComments } from './field-comments.ts';
import { valueFields } from './value-fields.ts';

/** The page of one enrichment, from its unit and its schema. */
export async function enrichmentPage(
  unit: Enrichment,
  example: Example | undefined,
  generated: string,
): Promise<string> {
  const { id, title, needs, timeoutMs, reference, configuredBy = [] } = unit;
  const source = `../../../src/enrich/${id}/`;
  return [
    `# ${id}`,
    generated,
    '',
    `**${title}.** In the alert's JSON: \`facts["${id}"].value\`, with the events that prove it in \`evidence\`.`,
    '',
    `- It is skipped when there is no ${needs}.`,
    `- It gives up after ${timeoutMs / 1000} s and is then shown as failed, never as “nothing found”.`,
    ...(reference === undefined ? [] : [`- What it reads is described at <${reference}>.`]),
    `- The unit: [enrichment.ts](${source}enrichment.ts), [schema.ts](${source}schema.ts).`,
    '',
    '## Configuration',
    '',
    ...configuration(id, configuredBy),
    '',
    '## Value',
    '',
    ...(await fieldTable(unit)),
    '',
    '## Example',
    '',
    ...exampleOf(id, example),
    '',
  ].join('\n');
}

function configuration(id: string, configuredBy: readonly string[]): readonly string[] {
  const parts = configuredBy.map((part) => `\`${part}\``).join(', ');
  return [
    '```yaml',
    'enrichments:',
    `  ${id}: { enabled: true, timeoutMs: 60000 }`,
    '```',
    ...(parts === ''
      ? []
      : [
          '',
          `What it says also depends on ${parts}: see [configuration](../../configuration.md).`,
        ]),
  ];
}

async function fieldTable({ id, value }: Enrichment): Promise<readonly string[]> {
  const file = `src/enrich/${id}/schema.ts`;
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const name = Object.keys(module).find((each) => module[each] === value) ?? '';
  const comments = fieldComments(file, name);
  const rows = valueFields(value).map(({ path, type, isOptional }) => {
    const cells = [`\`${path}\`${isOptional ? ' (optional)' : ''}`, type, comments.get(path) ?? ''];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| field | type | meaning |', '| --- | --- | --- |', ...rows];
}

/** A page without an example says less than the code: the catalogue is not written then. */
function exampleOf(id: string, example: Example | undefined): readonly string[] {
  if (example === undefined) throw new Error(`no bundled events give ${id} anything to look at`);
  return [`${example.from}, lists and long texts shortened:`, '', '```json', example.text, '```'];
}
