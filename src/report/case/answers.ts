import type { StoredEvent } from '#src/enrich/history.ts';
import type { HuntAsk } from '#src/model/case.ts';
import { csvLine, safeJson, visible } from '../export/escape.ts';
import type { Exporter } from '../export/exporter.ts';
import { jsonArray } from '../export/json-array.ts';
import { cutTo, toWidth } from '../export/layout.ts';
import { type Paint, paintFor } from '../export/severity-paint.ts';
import { plural } from '../export/totals.ts';
import { secondOfTime } from '../lines.ts';

/** What the history answers to one question of a hunt. */
export interface HuntAnswer {
  /** '' when a person asked by options alone. */
  readonly question: string;
  readonly ask: HuntAsk;
  /** Oldest first. */
  readonly events: readonly StoredEvent[];
  /** There are more than were asked for. */
  readonly more: boolean;
}

function shown({ time, ...event }: StoredEvent): object {
  return { time: new Date(time).toISOString(), ...event };
}

/** One event a line. */
const jsonl: Exporter<HuntAnswer> = {
  format: 'jsonl',
  async *write(answers) {
    for await (const { question, events } of answers)
      for (const event of events)
        yield `${safeJson({ ...(question !== '' && { question }), ...shown(event) })}\n`;
  },
};

const json: Exporter<HuntAnswer> = {
  format: 'json',
  write: (answers) =>
    jsonArray(answers, ({ question, ask, events, more }) =>
      safeJson({ question, ask, more, events: events.map(shown) }, 2),
    ),
};

const columns = [
  'eventId',
  'eventSource',
  'eventName',
  'account',
  'region',
  'actor',
  'session',
  'accessKey',
  'ip',
  'userAgent',
  'errorCode',
  'resource',
] as const satisfies readonly (keyof StoredEvent)[];

const csv: Exporter<HuntAnswer> = {
  format: 'csv',
  async *write(answers) {
    yield csvLine(['time', ...columns, 'question']);
    for await (const { question, events } of answers)
      for (const event of events)
        yield csvLine([
          new Date(event.time).toISOString(),
          ...columns.map((column) => event[column]),
          question,
        ]);
  },
};

const table: Exporter<HuntAnswer> = {
  format: 'table',
  async *write(answers, { width, color }) {
    const paint = paintFor(color);
    const room = Math.min(200, Math.max(80, width));
    for await (const { question, events, more } of answers) {
      if (question !== '') yield `${paint.bold(visible(question))}\n`;
      if (events.length > 0) yield `${header(room, paint)}\n`;
      for (const event of events) yield `${row(event, room)}\n`;
      yield `${paint.dim(totals(events, more))}\n\n`;
    }
  },
};

function widths(room: number): readonly number[] {
  const rest = room - 19 - 12 - 14 - 5 * 2;
  const actor = Math.floor(rest * 0.34);
  const action = Math.floor(rest * 0.38);
  return [19, 12, 14, actor, action, rest - actor - action];
}

function header(room: number, paint: Paint): string {
  const names = ['WHEN (UTC)', 'ACCOUNT', 'REGION', 'WHO, FROM', 'WHAT', 'RESOURCE'];
  const all = widths(room);
  return paint.dim(
    names
      .map((name, index) => toWidth(name, all[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function row(event: StoredEvent, room: number): string {
  const { time, account, region, actor, ip, eventSource, eventName, errorCode, resource } = event;
  const service = eventSource.replace(/\.amazonaws\.com$/, '');
  const who = `${actor.slice(actor.lastIndexOf(actor.includes('#') ? '#' : '/') + 1)} ${ip}`;
  const what = `${service}:${eventName}${errorCode === '' ? '' : ` ✗ ${errorCode}`}`;
  const cells = [secondOfTime(time), account, region, who, what, resource];
  const all = widths(room);
  return cells
    .map((cell, index) => toWidth(cutTo(visible(cell), all[index] ?? 0), all[index] ?? 0))
    .join('  ')
    .trimEnd();
}

function totals(events: readonly StoredEvent[], more: boolean): string {
  if (events.length === 0) return 'no event';
  const distinct = (of: (event: StoredEvent) => string) => new Set(events.map(of)).size;
  const parts = [
    `${more ? 'the first ' : ''}${plural(events.length, 'event')}`,
    plural(
      distinct(({ actor }) => actor),
      'actor',
    ),
    plural(
      distinct(({ account }) => account),
      'account',
    ),
    plural(events.filter(({ errorCode }) => errorCode !== '').length, 'refused call'),
  ];
  return `${parts.join(' · ')}${more ? '; --limit shows more' : ''}`;
}

/** The formats of `cairn hunt`. */
export const answerExporters: readonly Exporter<HuntAnswer>[] = [table, json, jsonl, csv];
