import type { Case } from '#src/model/case.ts';
import { visible } from '../export/escape.ts';
import type { ExportContext } from '../export/exporter.ts';
import { bar, cutTo, toWidth } from '../export/layout.ts';
import { type Paint, paintFor, severityWord } from '../export/severity-paint.ts';
import { plural } from '../export/totals.ts';
import { minuteOf, secondOf, spanOf } from '../export/words.ts';
import { field, item, paragraph } from '../lines.ts';
import { scoreText } from '../told/risk-rows.ts';

const widest = 120;
const mostAlerts = 40;
const mostLinks = 15;

/** One case whole, for a terminal: what happened, in which order, why it is one, what to ask next. */
export function casePage(told: Case, context: ExportContext): string {
  const paint = paintFor(context.color);
  const width = Math.min(widest, Math.max(40, context.width));
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['How far it went', storyLines(told, width)],
    ['Alerts', alertLines(told, width, paint)],
    ['Why they belong together', linkLines(told, width)],
    ['Why this risk', riskLines(told, width, paint)],
    [
      'What usually follows',
      told.next.flatMap((next) => item(`${spoken(next.tactic)}: ${next.what}`, width)),
    ],
    ['Questions to ask', huntLines(told, width, paint)],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => ['', paint.bold(title.toUpperCase()), ...lines]);
  return `${[...headLines(told, width, paint), ...body].join('\n')}\n`;
}

function headLines(told: Case, width: number, paint: Paint): readonly string[] {
  const { severity, title, id, narrative, risk, accounts, actors } = told;
  const meter = paint.meter(risk.level, bar(risk.score / 100, 20));
  return [
    `${paint.severity(severity, ` ${severityWord(severity)} `)} ${paint.bold(visible(title))}`,
    paint.dim(visible(`case ${id}`)),
    '',
    ...paragraph(narrative, width),
    '',
    `  risk   ${meter} ${scoreText(risk.score, risk.sum ?? risk.score)}, ${risk.level}`,
    ...field('when', `${spanOf(told)} · ${plural(told.count, 'alert')}`, width),
    ...field('where', accounts.join(' · '), width),
    ...field('who', actors.slice(0, 6).join(' · '), width),
  ];
}

function storyLines({ story }: Case, width: number): readonly string[] {
  return story.flatMap(({ tactic, time, what, techniques }, index) => {
    const ids = techniques.length === 0 ? '' : ` (${techniques.slice(0, 6).join(', ')})`;
    const mark = index === 0 ? '●' : '▼';
    return item(`${minuteOf(time)} ${spoken(tactic)}${ids}: ${what}`, width, mark);
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
  const lines = links
    .slice(0, mostLinks)
    .flatMap(({ by, value, alerts }) =>
      item(`${words[by]} ${value}: ${plural(alerts.length, 'alert')}`, width),
    );
  const hidden = links.length - mostLinks;
  return hidden > 0 ? [...lines, `    and ${hidden} more`] : lines;
}

function riskLines({ risk }: Case, width: number, paint: Paint): readonly string[] {
  return risk.parts.map(({ points, why }) => {
    const meter = bar(Math.abs(points) / 100, 10);
    const sign = points > 0 ? `+${points}` : String(points);
    return `  ${points < 0 ? paint.dim(meter) : paint.yellow(meter)} ${sign.padStart(6)}  ${cutTo(visible(why), width - 22)}`;
  });
}

function huntLines({ hunts }: Case, width: number, paint: Paint): readonly string[] {
  // A command is copied: it is never wrapped.
  return hunts.flatMap(({ question, command }) => [
    ...item(question, width),
    `      ${paint.green(`$ ${visible(command)}`)}`,
  ]);
}

function spoken(tactic: string): string {
  return tactic.replaceAll('-', ' ');
}
