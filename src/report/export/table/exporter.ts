import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import { visible } from '../escape.ts';
import type { ExportContext, Exporter } from '../exporter.ts';
import { bar, cutTo, toWidth, wrap } from '../layout.ts';
import { type Paint, paintFor, severityWord } from '../severity-paint.ts';
import { type SameAlerts, sameAlerts, toldTogether } from '../stories.ts';
import { count, noTotals, severityCounts, type Totals } from '../totals.ts';
import { minuteOf, otherParts, shortId, techniqueIds, whereOf, whoOf } from '../words.ts';

const severityWidth = 8;
const whenWidth = 16;
const riskWidth = 10;
const gap = '  ';
/** Below this the columns no longer fit beside each other. */
const narrow = 90;
const widest = 180;

/** For people: a line of columns a story, its summary and its other alerts below, totals at the end. */
export const table: Exporter<Alert> = {
  format: 'table',
  async *write(alerts, context) {
    const paint = paintFor(context.color);
    const width = Math.min(widest, Math.max(40, context.width));
    const columns = columnsOf(width);
    const totals = noTotals();
    for await (const { lead, others } of toldTogether(alerts)) {
      if (totals.alerts === 0) yield header(width, columns, paint);
      for (const alert of [lead, ...others]) count(totals, alert);
      const below = sameAlerts(others).map((same) => `${otherLine(same, width, paint)}\n`);
      yield `${row(lead, width, columns, paint)}${below.join('')}\n`;
    }
    yield footer(totals, { ...context, width }, paint);
  },
};

interface Columns {
  readonly who: number;
  readonly what: number;
  readonly where: number;
}

function columnsOf(width: number): Columns {
  const room = width - severityWidth - whenWidth - riskWidth - 5 * gap.length;
  const who = Math.floor(room * 0.27);
  const where = Math.floor(room * 0.31);
  return { who, where, what: room - who - where };
}

function header(width: number, columns: Columns, paint: Paint): string {
  if (width < narrow) return '';
  const titles = [
    toWidth('SEVERITY', severityWidth),
    toWidth('WHEN (UTC)', whenWidth),
    toWidth('WHO', columns.who),
    toWidth('WHAT', columns.what),
    toWidth('WHERE', columns.where),
    'RISK',
  ];
  return `${paint.dim(titles.join(gap))}\n${paint.dim('─'.repeat(width))}\n`;
}

function row(alert: Alert, width: number, columns: Columns, paint: Paint): string {
  const head = width < narrow ? stacked(alert, width, paint) : aligned(alert, columns, paint);
  const summary = wrap(visible(alert.analysis.summary), width - 10).map(
    (line) => `          ${line}`,
  );
  return `${[...head, ...summary, paint.dim(`          ${details(alert, width - 10)}`)].join('\n')}\n`;
}

/** Names are cut late: a cell that is too long goes on in a second line. */
function aligned(alert: Alert, columns: Columns, paint: Paint): readonly string[] {
  const who = wrap(visible(whoOf(alert)), columns.who);
  const what = wrap(visible(alert.title), columns.what);
  const where = wrap(visible(whereOf(alert)), columns.where);
  const lines = Math.min(2, Math.max(who.length, what.length, where.length));
  return Array.from({ length: lines }, (_, line) => {
    const cells = [
      line === 0 ? severityCell(alert, paint) : ' '.repeat(severityWidth),
      line === 0 ? minuteOf(visible(alert.firstSeen)) : ' '.repeat(whenWidth),
      cellLine(who, line, columns.who),
      paint.bold(cellLine(what, line, columns.what)),
      cellLine(where, line, columns.where),
      line === 0 ? riskCell(alert, paint) : '',
    ];
    return cells.join(gap).trimEnd();
  });
}

function cellLine(lines: readonly string[], line: number, width: number): string {
  const text = line === 0 ? (lines[0] ?? '') : lines.slice(line).join(' ');
  return toWidth(text, width);
}

function stacked(alert: Alert, width: number, paint: Paint): readonly string[] {
  const first = [
    severityCell(alert, paint),
    minuteOf(visible(alert.firstSeen)),
    riskCell(alert, paint),
  ];
  const titles = wrap(visible(alert.title), width - 10).map(
    (line) => `          ${paint.bold(line)}`,
  );
  const who = toWidth(visible(`${whoOf(alert)} · ${whereOf(alert)}`), width - 10).trimEnd();
  return [first.join(gap), ...titles, `          ${who}`];
}

function severityCell(alert: Alert, paint: Paint): string {
  return paint.severity(alert.severity, toWidth(severityWord(alert.severity), severityWidth));
}

function riskCell({ analysis: { risk } }: Alert, paint: Paint): string {
  const meter = bar(risk.score / 100, 6);
  return `${paint.meter(risk.level, meter)} ${String(Math.round(risk.score)).padStart(3)}`;
}

/** Other alerts of the same story in one line: what they are called, how often, and how to ask for them. */
function otherLine(same: SameAlerts, width: number, paint: Paint): string {
  const mark = '       └─ ';
  const { severity } = same.first;
  const word = paint.severity(severity, toWidth(severityWord(severity), severityWidth));
  const room = width - mark.length - severityWidth - 1;
  return `${paint.dim(mark)}${word} ${cutTo(visible(otherParts(same).join(' · ')), room)}`;
}

/** How to ask for more, and what does not fit in a sentence. */
function details(alert: Alert, width: number): string {
  const parts = [
    shortId(alert),
    counted(alert.count, 'event'),
    ...alert.sourceIps.slice(0, 2),
    techniqueIds(alert).slice(0, 4).join(' '),
  ];
  return toWidth(visible(parts.filter((part) => part !== '').join(' · ')), width).trimEnd();
}

function footer(totals: Totals, { width, onward = '' }: ExportContext, paint: Paint): string {
  if (totals.alerts === 0) return 'No alerts.\n';
  const severities = severityCounts(totals).map(({ severity, text }) =>
    paint.severity(severity, text),
  );
  const scope = [
    counted(totals.actors.size, 'actor'),
    counted(totals.accounts.size, 'account'),
    visible(`${minuteOf(totals.from)} to ${minuteOf(totals.to)} UTC`),
  ];
  const first = `${paint.bold(counted(totals.alerts, 'alert'))}: ${severities.join(' · ')}`;
  const lines = [scope.join(' · '), visible(onward)]
    .filter((text) => text !== '')
    .flatMap((text) => wrap(text, width))
    .map((line) => paint.dim(line));
  return `${[paint.dim('─'.repeat(width)), first, ...lines].join('\n')}\n`;
}
