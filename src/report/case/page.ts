import { momentsOf, spoken } from '#src/analyze/case/story.ts';
import type { Case } from '#src/model/case.ts';
import { counted } from '#src/model/plural.ts';
import { visible } from '../export/escape.ts';
import type { ExportContext } from '../export/exporter.ts';
import { bar, cutTo, toWidth } from '../export/layout.ts';
import { type Paint, paintFor, severityWord } from '../export/severity-paint.ts';
import { secondOf, spanOf } from '../export/words.ts';
import { field, item, paragraph } from '../lines.ts';
import { scoreText } from '../told/risk-rows.ts';

const widest = 120;
const mostAlerts = 40;
const mostLinks = 15;
const mostNamed = 6;

/** One case whole, for a terminal: what happened, in which order, why it is one, what to ask next. */
export function casePage(told: Case, context: ExportContext): string {
  const paint = paintFor(context.color);
  const width = Math.min(widest, Math.max(40, context.width));
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['How far it went', storyLines(told, width)],
    ['Alerts', alertLines(told, width, paint)],
    ['Why they belong together', linkLines(told, width)],
    ['Why this risk', riskLines(told, width, paint)],
    ['What usually follows', nextLines(told, width, paint)],
    ['Questions to ask', huntLines(told, width, paint)],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => ['', paint.bold(title.toUpperCase()), ...lines]);
  return `${[...headLines(told, width, paint), ...body].join('\n')}\n`;
}

function headLines(told: Case, width: number, paint: Paint): readonly string[] {
  const { severity, title, id, narrative, risk, accounts, actors, through = [] } = told;
  const meter = paint.meter(risk.level, bar(risk.score / 100, 20));
  return [
    `${paint.severity(severity, ` ${severityWord(severity)} `)} ${paint.bold(visible(title))}`,
    paint.dim(visible(`case ${id}`)),
    '',
    ...paragraph(narrative, width),
    '',
    `  risk   ${meter} ${scoreText(risk.score, risk.sum ?? risk.score)}, ${risk.level}`,
    ...field('when', `${spanOf(told)} · ${counted(told.count, 'alert')}`, width),
    ...field('where', accounts.join(' · '), width),
    ...field('who', actors.slice(0, mostNamed).join(' · '), width),
    ...field('passed through', through.slice(0, mostNamed).join(' · '), width, 14),
  ];
}

function storyLines({ story }: Case, width: number): readonly string[] {
  return momentsOf(story).flatMap((chapters, index) => {
    const tactics = chapters.map(({ tactic, techniques }) => {
      const ids = techniques.slice(0, 6).join(', ');
      return ids === '' ? spoken(tactic) : `${spoken(tactic)} (${ids})`;
    });
    const what = [...new Set(chapters.map((chapter) => chapter.what))].join('; ');
    const order = chapters.length > 1 ? ' (at once, in no known order)' : '';
    const text = `${secondOf(chapters[0]?.time ?? '')} ${tactics.join(' + ')}${order}: ${what}`;
    return item(text, width, index === 0 ? '●' : '▼');
  });
}

function alertLines({ alerts, count }: Case, width: number, paint: Paint): readonly string[] {
  const lines = alerts.slice(0, mostAlerts).map((alert) => {
    const { severity, time, title, id, actorName, suppressed } = alert;
    const quiet = suppressed === undefined ? '' : ` [quieted: ${suppressed}]`;
    const text = `${title} · ${actorName} · ${id.slice(0, 12)}${quiet}`;
    const word = toWidth(severityWord(severity), 8);
    const cells = `${secondOf(visible(time))} ${cutTo(visible(text), width - 31)}`;
    return suppressed === undefined
      ? `  ${paint.severity(severity, word)} ${cells}`
      : paint.dim(`  ${word} ${cells}`);
  });
  const hidden = count - lines.length;
  return hidden > 0 ? [...lines, `  and ${hidden} more`] : lines;
}

const words: Readonly<Record<Case['links'][number]['by'], string>> = {
  actor: 'same actor',
  session: 'same session',
  'access-key': 'same access key',
  ip: 'same address',
  resource: 'same resource',
  'role-assumption': 'assumed roles of',
};

function linkLines({ links }: Case, width: number): readonly string[] {
  const lines = links.slice(0, mostLinks).flatMap(({ by, value, alerts, withinHours }) => {
    const reach = withinHours === undefined ? '' : `, joins ${reachText(by, withinHours)}`;
    return item(`${words[by]} ${value}: ${counted(alerts.length, 'alert')}${reach}`, width);
  });
  const hidden = links.length - mostLinks;
  return hidden > 0 ? [...lines, `    and ${hidden} more`] : lines;
}

/** Whole days only where there are several: `within 12 hours`, `within 7 days`. */
function reachText(by: Case['links'][number]['by'], hours: number): string {
  const span = hours > 72 ? counted(hours / 24, 'day') : counted(hours, 'hour');
  const longer = by === 'resource' ? ', or longer where alerts share more than it' : '';
  return `within ${span}${longer}`;
}

function riskLines({ risk }: Case, width: number, paint: Paint): readonly string[] {
  return risk.parts.map(({ points, why }) => {
    const meter = bar(Math.abs(points) / 100, 10);
    const sign = points > 0 ? `+${points}` : String(points);
    return `  ${points < 0 ? paint.dim(meter) : paint.yellow(meter)} ${sign.padStart(6)}  ${cutTo(visible(why), width - 22)}`;
  });
}

function nextLines({ next }: Case, width: number, paint: Paint): readonly string[] {
  return next.flatMap(({ tactic, what, question, command }) => [
    ...item(`${spoken(tactic)}: ${what}`, width),
    ...(command === undefined ? [] : [`    ${question ?? ''}`, commandLine(command, paint)]),
  ]);
}

function huntLines({ hunts }: Case, width: number, paint: Paint): readonly string[] {
  return hunts.flatMap(({ question, command }) => [
    ...item(question, width),
    commandLine(command, paint),
  ]);
}

/** A command is copied: it is never wrapped. */
function commandLine(command: string, paint: Paint): string {
  return `      ${paint.green(`$ ${visible(command)}`)}`;
}
