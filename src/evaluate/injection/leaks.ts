import type { Alert } from '#src/model/alert.ts';
import type { Exporter } from '#src/report/export/exporter.ts';
import { shellWords } from '../commands/shell-words.ts';
import { csvCells } from './csv-cells.ts';

/** Controls, invisible and bidirectional marks, and what separates lines: none of it belongs into a sentence. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Where a hostile text came through in a form that a shell, terminal, spreadsheet, viewer or reader would obey. */
export async function leaksOf(
  alerts: readonly Alert[],
  payload: string,
  exporters: readonly Exporter<Alert>[],
): Promise<readonly string[]> {
  const written = await Promise.all(
    exporters.map(async (exporter) => ({
      format: exporter.format,
      text: await textOf(exporter, alerts),
    })),
  );
  return [
    ...alerts.flatMap(leaksInProse),
    ...alerts.flatMap(leaksInCommands),
    ...written.flatMap(({ format, text }) => leaksIn(format, text, payload)),
  ];
}

async function textOf(exporter: Exporter<Alert>, alerts: readonly Alert[]): Promise<string> {
  const context = { width: 120, color: true, version: '0.0.0' };
  let text = '';
  for await (const chunk of exporter.write(alerts, context)) text += chunk;
  return text;
}

function leaksInProse({ analysis, changes }: Alert): readonly string[] {
  const { summary, narrative, risk, suggestedVerdict } = analysis;
  const reasons = [...risk.factors, ...risk.risky, ...risk.benign].map(({ why }) => why);
  return [summary, narrative, suggestedVerdict.why, ...changes, ...reasons]
    .filter((text) => unseen.test(text))
    .map((text) => `prose holds what cannot be seen: ${JSON.stringify(text.slice(0, 120))}`);
}

function leaksInCommands({ analysis }: Alert): readonly string[] {
  return analysis.runbook
    .flatMap(({ command }) => command ?? [])
    .filter((command) => unseen.test(command) || shellWords(command) === undefined)
    .map((command) => `command is not one call: ${JSON.stringify(command.slice(0, 160))}`);
}

type Inspect = (text: string, payload: string) => string | undefined;

const inspections: Readonly<Record<string, Inspect>> = {
  table: inspectTerminal,
  page: inspectTerminal,
  auto: inspectTerminal,
  csv: inspectCsv,
  markdown: inspectMarkdown,
  html: inspectHtml,
  json: inspectJson,
  jsonl: (text) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map(inspectJson)
      .find((fault) => fault !== undefined),
  asff: inspectJson,
  sarif: inspectJson,
};

function leaksIn(format: string, text: string, payload: string): readonly string[] {
  const inspect = inspections[format];
  if (inspect === undefined) return [`nobody knows how to inspect ${format}`];
  const fault = inspect(text, payload);
  return fault === undefined ? [] : [`${format}: ${fault}`];
}

/** Colors are ours; every other control character is not. */
function inspectTerminal(text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
  const rest = text.replaceAll(/\u001b\[[0-9;]*m/g, '').replaceAll('\n', '');
  return unseen.test(rest) ? 'a control character reaches the terminal' : undefined;
}

function inspectCsv(text: string): string | undefined {
  const cell = csvCells(text).find(
    (each) => /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r]/u.test(each) && !/^-?[\d.]+$/.test(each),
  );
  return cell === undefined ? undefined : `a cell is a formula: ${cell.slice(0, 60)}`;
}

/** What is in code is shown as it is; everywhere else brackets and angle brackets have to be escaped. */
function inspectMarkdown(text: string): string | undefined {
  const outside = text
    .replaceAll(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '')
    .replaceAll(/(?<!\\)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  if (/(?<!\\)<(?:[a-z!/?])/i.test(outside)) return 'a tag is not escaped';
  if (/(?<!\\)\](?:\(|\[|:)/.test(outside)) return 'a link is not escaped';
  return unseen.test(text.replaceAll('\n', '')) ? 'holds what cannot be seen' : undefined;
}

/** A tag with what stands in it, or the end of an attribute's value with another attribute. */
const htmlPieces = /<[a-z!][^\s>]*[\s/>][^<]{0,12}|["'][^"'<>]{0,4}on\w+=/gi;

/** The tags and attributes of the text must not be those of the page. */
function inspectHtml(text: string, payload: string): string | undefined {
  const raw = payload.match(htmlPieces)?.find((piece) => text.includes(piece));
  if (raw !== undefined) return `${raw} is not escaped`;
  return unseen.test(text.replaceAll(/[\n\t]/g, '')) ? 'holds what cannot be seen' : undefined;
}

function inspectJson(text: string): string | undefined {
  if (unseen.test(text.replaceAll('\n', ''))) return 'holds what cannot be seen';
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'is no JSON';
  }
}
