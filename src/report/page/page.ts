import type { Alert } from '#src/model/alert.ts';
import { visible } from '../export/escape.ts';
import type { ExportContext } from '../export/exporter.ts';
import { bar, toWidth, wrap } from '../export/layout.ts';
import { type Paint, paintFor, severityWord } from '../export/severity-paint.ts';
import { plural } from '../export/totals.ts';
import { secondOf, spanOf } from '../export/words.ts';
import { firstSeenLines, timelineLines } from './facts.ts';

const widest = 120;

/** One alert whole, for a terminal: what happened, why it matters, what to do. */
export function alertPage(alert: Alert, context: ExportContext): string {
  const paint = paintFor(context.color);
  const width = Math.min(widest, Math.max(40, context.width));
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['What changed', alert.changes.flatMap((change) => item(change, width))],
    ['Who acted', chainLines(alert, width)],
    ['Timeline', timelineLines(alert).flatMap((line) => hanging(line, width))],
    ['New or known', firstSeenLines(alert).flatMap((line) => item(line, width))],
    ['Why this risk', riskLines(alert, width, paint)],
    ['ATT&CK', alert.techniques.flatMap((technique) => item(techniqueText(technique), width))],
    ['Touched', touchedLines(alert, width)],
    ['What to do', runbookLines(alert, width, paint)],
    ['What may come next', paragraph(alert.analysis.narrative, width)],
    ['Could not look', gapLines(alert).flatMap((line) => item(line, width))],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => ['', paint.bold(title.toUpperCase()), ...lines]);
  return `${[...headLines(alert, width, paint), ...body].join('\n')}\n`;
}

function headLines(alert: Alert, width: number, paint: Paint): readonly string[] {
  const { risk, summary } = alert.analysis;
  const severity = paint.severity(alert.severity, ` ${severityWord(alert.severity)} `);
  const meter = paint.severity(risk.level, bar(risk.score / 100, 20));
  const account = [alert.accountName ?? '', alert.account, ...alert.regions];
  const when = `${spanOf(alert)} · ${plural(alert.count, 'event')}`;
  return [
    `${severity} ${paint.bold(visible(alert.title))}`,
    paint.dim(visible(`${alert.id} · rule ${alert.rule.name}`)),
    '',
    ...paragraph(summary, width),
    '',
    `  risk   ${meter} ${Math.round(risk.score)} of 100, ${risk.level} (confidence ${risk.confidence})`,
    ...field('when', when, width),
    ...field('where', account.filter((part) => part !== '').join(' · '), width),
    ...field(
      'from',
      [...alert.sourceIps.slice(0, 6), ...alert.userAgents.slice(0, 2)].join(' · '),
      width,
    ),
  ];
}

function field(name: string, value: string, width: number): readonly string[] {
  if (value === '') return [];
  return wrap(visible(value), width - 9).map(
    (line, index) => `  ${toWidth(index === 0 ? name : '', 6)} ${line}`,
  );
}

function paragraph(text: string, width: number): readonly string[] {
  return text === '' ? [] : wrap(visible(text), width - 2).map((line) => `  ${line}`);
}

function item(text: string, width: number): readonly string[] {
  return wrap(visible(text), width - 4).map(
    (line, index) => `  ${index === 0 ? '•' : ' '} ${line}`,
  );
}

function hanging(text: string, width: number): readonly string[] {
  return wrap(visible(text), width - 12).map(
    (line, index) => `${index === 0 ? '  ' : '            '}${line}`,
  );
}

function chainLines({ actor }: Alert, width: number): readonly string[] {
  const hops = actor.chain.flatMap(({ name, how, account, time }, index) => {
    const details = [how, account ?? '', time === undefined ? '' : secondOf(time)];
    const text = `${name} (${details.filter((part) => part !== '').join(', ')})`;
    const mark = index === 0 ? '●' : `${'  '.repeat(index - 1)}└▶`;
    return wrap(visible(text), width - 4 - mark.length).map(
      (line, part) => `  ${part === 0 ? mark : ' '.repeat(mark.length)} ${line}`,
    );
  });
  const identity = `${actor.name}: ${actor.kind}, ${actor.class}${actor.crossAccount ? ', from another account' : ''}`;
  const gap =
    actor.chainGap === undefined ? [] : item(`The chain breaks: ${actor.chainGap}`, width);
  return [...paragraph(identity, width), ...hops, ...gap];
}

function riskLines({ analysis }: Alert, width: number, paint: Paint): readonly string[] {
  const largest = Math.max(40, ...analysis.risk.factors.map(({ points }) => Math.abs(points)));
  return analysis.risk.factors.flatMap(({ name, points, why }) => {
    const meter = bar(Math.abs(points) / largest, 10);
    const sign = points > 0 ? `+${points}` : String(points);
    const head = `  ${toWidth(name, 12)} ${points < 0 ? paint.dim(meter) : paint.yellow(meter)} ${sign.padStart(4)}  `;
    const lines = wrap(visible(why), width - 32);
    return lines.map((line, index) => `${index === 0 ? head : ' '.repeat(32)}${line}`);
  });
}

function techniqueText({ id, name, tactic, why }: Alert['techniques'][number]): string {
  return `${id} ${name} (${tactic})${why === undefined ? '' : `: ${why}`}`;
}

const mostResources = 12;

function touchedLines({ resources }: Alert, width: number): readonly string[] {
  const shown = resources.slice(0, mostResources).flatMap((resource) => item(resource, width));
  const hidden = resources.length - mostResources;
  return hidden > 0 ? [...shown, `    and ${hidden} more`] : shown;
}

function runbookLines({ analysis }: Alert, width: number, paint: Paint): readonly string[] {
  return analysis.runbook.flatMap(({ phase, step, command }, index) => {
    const number = `${index + 1}.`.padStart(5);
    const lines = wrap(visible(`${phase}: ${step}`), width - 6);
    const text = lines.map((line, part) => `${part === 0 ? number : '     '} ${line}`);
    // A command is copied: it is never wrapped.
    const shell = (command ?? '').split('\n').filter((line) => line !== '');
    return [...text, ...shell.map((line) => `      ${paint.green(`$ ${visible(line)}`)}`)];
  });
}

function gapLines({ facts }: Alert): readonly string[] {
  return Object.entries(facts)
    .filter(([, { coverage }]) => coverage === 'failed')
    .map(([name, { why }]) => `${name}: ${why ?? 'failed'}`);
}
