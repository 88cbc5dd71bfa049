import { pointsOf } from '#src/analyze/risk/points.ts';
import { phases } from '#src/analyze/runbooks/runbook.ts';
import type { Alert, RunbookStep } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import { scoreText } from '../../told/risk-rows.ts';
import { markdownBlock, markdownCode, markdownText } from '../escape.ts';
import type { Exporter } from '../exporter.ts';
import { type SameAlerts, sameAlerts, toldTogether } from '../stories.ts';
import { count, noTotals, severityCounts, type Totals } from '../totals.ts';
import { otherParts, secondOf, spanOf } from '../words.ts';

/** A report to read, send and print: a section a story, written about its worst alert. */
export const markdown: Exporter<Alert> = {
  format: 'markdown',
  async *write(alerts) {
    const totals = noTotals();
    yield '# CloudTrail alerts\n';
    for await (const { lead, others } of toldTogether(alerts)) {
      for (const alert of [lead, ...others]) count(totals, alert);
      yield section(lead, others);
    }
    yield totalsOf(totals);
  },
};

function section(alert: Alert, others: readonly Alert[]): string {
  const parts = [
    `## ${alert.severity.toUpperCase()}: ${markdownText(alert.title)}`,
    markdownText(alert.analysis.summary),
    list(factsOf(alert)),
    heading('Alerts of the same story', list(sameAlerts(others).map(otherOf))),
    heading('Changed', list(alert.changes.map(markdownText))),
    heading('Who acted', chainOf(alert)),
    heading('Why this risk', riskOf(alert)),
    heading('What to do', runbookOf([alert, ...others])),
    markdownText(alert.analysis.narrative),
  ];
  return `\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function heading(title: string, body: string): string {
  return body === '' ? '' : `### ${title}\n\n${body}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function factsOf(alert: Alert): readonly string[] {
  const { risk } = alert.analysis;
  const score = scoreText(risk.score, pointsOf(risk));
  const account = [alert.account, alert.accountName ?? ''].filter((part) => part !== '');
  const facts: readonly (readonly [string, string])[] = [
    ['Risk', `${score} (${risk.level}, confidence ${risk.confidence})`],
    ['When', `${spanOf(alert)}, ${counted(alert.count, 'event')}`],
    ['Where', [...account, ...alert.regions].join(' · ')],
    ['From', alert.sourceIps.slice(0, 10).join(' · ')],
    ['Resources', alert.resources.slice(0, 10).join(' · ')],
    [
      'ATT&CK',
      alert.techniques.map(({ id, name, tactic }) => `${id} ${name} (${tactic})`).join('; '),
    ],
    ['Rule', alert.rule.name],
    ['Alert', alert.id],
  ];
  return facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `**${name}:** ${markdownText(value)}`);
}

function chainOf({ actor }: Alert): string {
  const hops = actor.chain.map(({ name, how, time, account }, index) => {
    const where = [account ?? '', time === undefined ? '' : secondOf(time)];
    const details = [how, ...where].filter((part) => part !== '').join(', ');
    return `${index + 1}. ${markdownCode(name)} ${markdownText(`(${details})`)}`;
  });
  const gap =
    actor.chainGap === undefined ? [] : [`The chain breaks: ${markdownText(actor.chainGap)}`];
  return [hops.join('\n'), ...gap].filter((part) => part !== '').join('\n\n');
}

function riskOf({ analysis }: Alert): string {
  const rows = analysis.risk.factors.map(
    ({ name, points, why }) =>
      `| ${name} | ${points > 0 ? '+' : ''}${points} | ${markdownText(why)} |`,
  );
  if (rows.length === 0) return '';
  return ['| Factor | Points | Why |', '|---|---:|---|', ...rows].join('\n');
}

/** Other alerts of the story in one line: severity, title, how often, ids, techniques. */
function otherOf(same: SameAlerts): string {
  return `**${same.first.severity.toUpperCase()}** ${markdownText(otherParts(same).join(' · '))}`;
}

/** The steps for the worst alert first, and what the others of its story need besides, in the order of work. */
function runbookOf(alerts: readonly Alert[]): string {
  const all = new Map<string, RunbookStep>();
  for (const each of alerts.flatMap(({ analysis }) => analysis.runbook))
    if (!all.has(sameStep(each))) all.set(sameStep(each), each);
  const inOrder = withoutBare([...all.values()]).toSorted((a, b) => phaseOf(a) - phaseOf(b));
  const steps = inOrder.map(({ phase, step, command }, index) => {
    const line = `${index + 1}. **${markdownText(phase)}:** ${markdownText(step)}`;
    if (command === undefined) return line;
    return `${line}\n\n${indented(markdownBlock(command, 'sh'))}\n`;
  });
  return steps.join('\n').trimEnd();
}

const moment = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Alerts of one story differ in their moments, which make no other step of one. */
function sameStep({ step, command }: RunbookStep): string {
  return (command ?? step).replaceAll(moment, '');
}

/** Of one alert a step may have no command where another of the story fills it in. */
function withoutBare(steps: readonly RunbookStep[]): readonly RunbookStep[] {
  const filled = new Set(steps.filter(({ command }) => command !== undefined).map(wordsOf));
  return steps.filter((step) => step.command !== undefined || !filled.has(wordsOf(step)));
}

function wordsOf({ step }: RunbookStep): string {
  return step.replaceAll(moment, '');
}

function phaseOf({ phase }: RunbookStep): number {
  return (phases as readonly string[]).indexOf(phase);
}

/** Inside a list item, so that the numbers go on after it. */
function indented(block: string): string {
  return block.replace(/^/gm, '    ');
}

function totalsOf(totals: Totals): string {
  if (totals.alerts === 0) return '\nNo alerts.\n';
  const parts = severityCounts(totals).map(({ text }) => text);
  const scope = `${counted(totals.actors.size, 'actor')}, ${counted(totals.accounts.size, 'account')}`;
  return `\n---\n\n**${counted(totals.alerts, 'alert')}** (${parts.join(', ')}) by ${scope}.\n`;
}
