import { pointsOf } from '#src/analyze/risk/points.ts';
import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import { visible } from '../export/escape.ts';
import type { ExportContext } from '../export/exporter.ts';
import { bar, cutTo, toWidth } from '../export/layout.ts';
import { type Paint, paintFor, severityWord } from '../export/severity-paint.ts';
import { spanOf } from '../export/words.ts';
import { field, item, paragraph } from '../lines.ts';
import { coverageText } from '../told/coverage-lines.ts';
import { effectsOf } from '../told/effects.ts';
import { opinionOf } from '../told/opinion.ts';
import { huntsOf, outlookOf } from '../told/outlook.ts';
import { floorText, scoreText } from '../told/risk-rows.ts';
import { untoldChanges } from '../told/timeline.ts';
import { saidLines } from './marks.ts';
import { riskLines } from './risk.ts';
import { runbookLines } from './runbook.ts';
import {
  chainLines,
  coverageLines,
  knownLines,
  noveltyLines,
  relationLines,
  techniqueLines,
  timelineLines,
  touchedLines,
} from './sections.ts';

const widest = 120;

/** One alert whole, for a terminal and for somebody who is tired: what matters most comes first. */
export function alertPage(alert: Alert, context: ExportContext): string {
  const paint = paintFor(context.color);
  const width = Math.min(widest, Math.max(40, context.width));
  const { analysis } = alert;
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Why this risk', riskLines(alert, width, paint)],
    ['Who acted', chainLines(alert, width, paint)],
    ['What happened', timelineLines(alert, width, paint)],
    ['What changed', untoldChanges(alert).flatMap((change) => item(change, width))],
    ['What became possible', effectsOf(alert).flatMap((said) => saidLines(said, width, paint))],
    ['New or known', noveltyLines(alert, width, paint)],
    ['What else is known', knownLines(alert, width, paint)],
    ['Belongs together', relationLines(alert, width, paint)],
    ['What to do', runbookLines(alert, width, paint)],
    ['What may come next', outlookLines(alert, context.dataFolder, width, paint)],
    ['What a model adds', opinionOf(analysis).flatMap((said) => saidLines(said, width, paint))],
    ['ATT&CK', techniqueLines(alert, width)],
    ['Touched', touchedLines(alert, width)],
    ['Not looked at', coverageLines(alert, width, paint)],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => ['', paint.bold(title.toUpperCase()), ...lines]);
  return `${[...headLines(alert, width, paint), ...body].join('\n')}\n`;
}

function outlookLines(
  alert: Alert,
  dataFolder: string | undefined,
  width: number,
  paint: Paint,
): readonly string[] {
  return [
    ...outlookOf(alert).flatMap((sentence) => item(sentence, width)),
    ...huntsOf(alert, dataFolder).flatMap(({ question, command }) => [
      ...item(question, width, '?'),
      // A command is copied: it is never wrapped.
      `      ${paint.green(`$ ${visible(command)}`)}`,
    ]),
  ];
}

const nameWidth = 9;

function headLines(alert: Alert, width: number, paint: Paint): readonly string[] {
  const { risk, summary, suggestedVerdict } = alert.analysis;
  const severity = paint.severity(alert.severity, ` ${severityWord(alert.severity)} `);
  const meter = paint.meter(risk.level, bar(risk.score / 100, 20));
  const named = (name: string, value: string) => field(name, value, width, nameWidth);
  return [
    ...paragraph(alert.title, width - 8).map((line, index) =>
      index === 0 ? `${severity} ${paint.bold(line.trim())}` : `     ${paint.bold(line)}`,
    ),
    paint.dim(cutTo(visible(`${alert.id} · rule ${alert.rule.name}`), width)),
    '',
    ...paragraph(summary, width),
    '',
    `  ${toWidth('risk', nameWidth)} ${meter} ${paint.bold(scoreText(risk.score, pointsOf(risk)))} · ${risk.level} · confidence ${risk.confidence}`,
    ...named('floor', floorText(alert.analysis)),
    ...named('verdict', `${suggestedVerdict.verdict} (suggested). ${suggestedVerdict.why}`),
    ...named('coverage', coverageText(alert)),
    '',
    ...named('when', `${spanOf(alert)} · ${counted(alert.count, 'event')}`),
    ...named('where', whereText(alert)),
    ...named(
      'from',
      [
        ...alert.sourceIps.slice(0, 6),
        ...alert.userAgents.slice(0, 2).map((each) => cutTo(each, 60)),
      ].join(' · '),
    ),
  ];
}

function whereText({ accountName, account, regions }: Alert): string {
  return [accountName ?? '', account, ...regions].filter((part) => part !== '').join(' · ');
}
