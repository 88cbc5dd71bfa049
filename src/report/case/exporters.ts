import { momentsOf, spoken } from '#src/analyze/case/story.ts';
import type { Case } from '#src/model/case.ts';
import { counted } from '#src/model/plural.ts';
import { csvLine, safeJson, visible } from '../export/escape.ts';
import type { Exporter } from '../export/exporter.ts';
import { jsonArray } from '../export/json-array.ts';
import { bar, toWidth, wrap } from '../export/layout.ts';
import { paintFor, severityWord } from '../export/severity-paint.ts';
import { minuteOf } from '../export/words.ts';

const jsonl: Exporter<Case> = {
  format: 'jsonl',
  async *write(cases) {
    for await (const each of cases) yield `${safeJson(each)}\n`;
  },
};

const json: Exporter<Case> = {
  format: 'json',
  write: (cases) => jsonArray(cases, (each) => safeJson(each, 2)),
};

const columns: readonly (readonly [name: string, cellOf: (each: Case) => string | number])[] = [
  ['id', ({ id }) => id],
  ['severity', ({ severity }) => severity],
  ['riskScore', ({ risk }) => risk.score],
  ['title', ({ title }) => title],
  ['firstSeen', ({ firstSeen }) => firstSeen],
  ['lastSeen', ({ lastSeen }) => lastSeen],
  ['alerts', ({ count }) => count],
  [
    'suppressed',
    ({ alerts }) => alerts.filter(({ suppressed }) => suppressed !== undefined).length,
  ],
  ['accounts', ({ accounts }) => accounts.join(' ')],
  ['actors', ({ actors }) => actors.join(' ')],
  ['tactics', ({ story }) => story.map(({ tactic }) => tactic).join(' ')],
  ['narrative', ({ narrative }) => narrative],
];

const csv: Exporter<Case> = {
  format: 'csv',
  async *write(cases) {
    yield csvLine(columns.map(([name]) => name));
    for await (const each of cases) yield csvLine(columns.map(([, cellOf]) => cellOf(each)));
  },
};

/** For people: two or three lines a case. */
const table: Exporter<Case> = {
  format: 'table',
  async *write(cases, context) {
    const paint = paintFor(context.color);
    const width = Math.min(180, Math.max(40, context.width));
    let count = 0;
    for await (const {
      id,
      severity,
      title,
      risk,
      firstSeen,
      lastSeen,
      count: alerts,
      story,
    } of cases) {
      count += 1;
      const word = paint.severity(severity, toWidth(severityWord(severity), 8));
      const meter = `${paint.meter(risk.level, bar(risk.score / 100, 6))} ${String(Math.round(risk.score)).padStart(3)}`;
      const span = `${minuteOf(firstSeen)} to ${minuteOf(lastSeen)} UTC`;
      const way = momentsOf(story)
        .map((chapters) => chapters.map(({ tactic }) => spoken(tactic)).join(' + '))
        .join(' → ');
      const details = [id.slice(0, 12), counted(alerts, 'alert'), span].join(' · ');
      const [name = '', ...rest] = wrap(visible(title), width - 22).map((line) => paint.bold(line));
      yield [
        `${word}  ${meter}  ${name}`,
        ...rest.map((line) => `${' '.repeat(22)}${line}`),
        ...wrap(visible(way), width - 10).map((line) => `          ${line}`),
        `          ${paint.dim(visible(details))}`,
        '',
        '',
      ].join('\n');
    }
    yield count === 0 ? 'No cases.\n' : `${counted(count, 'case')}\n`;
  },
};

/** The formats of `cairn cases`. */
export const caseExporters: readonly Exporter<Case>[] = [table, json, jsonl, csv];
