import type { Injection } from '#src/evaluate/injection/run-injections.ts';
import type { CheckedRecording } from '#src/evaluate/recorded/check-recording.ts';
import type { CheckedCase, Scorecard } from '#src/evaluate/scorecard.ts';
import { visible } from '../export/escape.ts';
import { failuresIn, harmful } from './failures.ts';
import { figuresIn } from './figures.ts';

export interface EvalResult {
  readonly card: Scorecard;
  readonly cases: readonly CheckedCase[];
  readonly injections: readonly Injection[];
  readonly recordings?: readonly CheckedRecording[];
}

const mostWorst = 15;

/** The forms in which an evaluation is shown. `figures` alone is what a page of the documentation holds. */
export const evalReports = { table, json, markdown, figures };

function table({ card, cases, injections, recordings = [] }: EvalResult): string {
  const width = Math.max(...figuresIn(card).map(({ name }) => name.length));
  const lines = figuresIn(card).map(
    ({ group, name, value }) => `${group.padEnd(13)}${name.padEnd(width + 2)}${value}`,
  );
  const worst = failuresIn(cases)
    .slice(0, mostWorst)
    .map(({ id, faults }) => `${id}: ${visible(faults[0] ?? '')}`);
  const answers = recordings.flatMap(({ id, faults }) =>
    faults.map((fault) => `${id}: ${visible(fault)}`),
  );
  const harm = harmful(injections)
    .slice(0, mostWorst)
    .map((each) => `${each.payload} in ${each.carrier}: ${visible(each.harm[0] ?? '')}`);
  const head = `${card.analyst} analyst, ${card.cases} cases, ${card.alerts} alerts`;
  return `${[head, '', ...lines, ...section('Worst cases', worst), ...section('Recorded answers', answers), ...section('Injections', harm)].join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function json({ card, cases, injections, recordings }: EvalResult): string {
  const failures = failuresIn(cases);
  const result = { card, failures, injections: harmful(injections), recordings };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

function markdown(result: EvalResult): string {
  const failures = failuresIn(result.cases).map(
    ({ id, faults }) => `- \`${id}\`\n${faults.map((fault) => `  - ${code(fault)}`).join('\n')}`,
  );
  const harm = harmful(result.injections).map(
    (each) => `- \`${each.payload}\` in \`${each.carrier}\`: ${each.harm.map(code).join('; ')}`,
  );
  const answers = (result.recordings ?? []).flatMap(({ id, faults }) =>
    faults.map((fault) => `- \`${id}\`: ${code(fault)}`),
  );
  const rest = answers.length === 0 ? [] : ['', '## Recorded answers', ...answers];
  return [figures(result), '## Cases', ...failures, '', '## Injections', ...harm, ...rest, ''].join(
    '\n',
  );
}

/** Faults quote what hostile texts became, so that they are shown as code. */
function code(text: string): string {
  return `\`${visible(text).replaceAll('`', "'")}\``;
}

function figures({ card }: EvalResult): string {
  const rows = figuresIn(card).map(({ group, name, value }) => `| ${group} | ${name} | ${value} |`);
  const confusion = Object.entries(card.confusion).map(
    ([label, said]) => `| ${label} | ${Object.values(said).join(' | ')} |`,
  );
  const heads = Object.keys(card.confusion);
  return [
    `${card.analyst} analyst: ${card.cases} cases, ${card.alerts} alerts, ${card.injections.whole} injections.`,
    '',
    '| | what | measured |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `| label, and what was said | ${heads.join(' | ')} |`,
    `| --- | ${heads.map(() => '---').join(' | ')} |`,
    ...confusion,
    '',
  ].join('\n');
}
