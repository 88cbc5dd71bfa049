import stringWidth from 'string-width';
import type { StoredEvent } from '#src/enrich/history.ts';
import type { HuntAsk } from '#src/model/case.ts';
import { counted } from '#src/model/plural.ts';
import { isoTime } from '#src/model/time.ts';
import { serviceOf } from '#src/normalize/action.ts';
import { csvLine, safeJson, visible } from '../export/escape.ts';
import type { Exporter } from '../export/exporter.ts';
import { jsonArray } from '../export/json-array.ts';
import { type Paint, paintFor } from '../export/severity-paint.ts';
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
  return { time: isoTime(time), ...event };
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
        yield csvLine([isoTime(event.time), ...columns.map((column) => event[column]), question]);
  },
};

/** Two lines an event or more, for what a person copies from here is never cut. */
const table: Exporter<HuntAnswer> = {
  format: 'table',
  async *write(answers, { width, color }) {
    const paint = paintFor(color);
    const room = Math.min(200, Math.max(60, width));
    for await (const answer of answers) {
      if (answer.question !== '') yield `${paint.bold(visible(answer.question))}\n`;
      for (const event of answer.events) yield `${eventLines(event, room, paint).join('\n')}\n`;
      yield `${paint.dim(totals(answer))}\n\n`;
    }
  },
};

const indent = ' '.repeat(4);

function eventLines(event: StoredEvent, room: number, paint: Paint): readonly string[] {
  const { time, account, region, actor, session, accessKey, ip, errorCode, resource } = event;
  const service = serviceOf(event.eventSource);
  const call = `${service}:${event.eventName}`;
  const refused = errorCode === '' ? '' : ` ✗ ${errorCode}`;
  const head = [`${secondOfTime(time)} UTC`, account, region, paint.bold(visible(call))].join('  ');
  const details = [
    ['by', actor],
    ['as', session === actor ? '' : session],
    ['from', ip],
    ['with', accessKey],
    ['on', resource],
  ].flatMap(([word, value]) => (value ? [`${word} ${visible(value)}`] : []));
  return [
    `${head}${visible(refused)}`,
    ...unbroken(details, room - indent.length).map((line) => `${indent}${paint.dim(line)}`),
  ];
}

/** As many parts on a line as it holds, and a part that is longer than a line on one of its own. */
function unbroken(parts: readonly string[], room: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = lines.length === 0 ? part : `${lines.at(-1)}  ${part}`;
    if (lines.length === 0 || stringWidth(joined) > room) lines.push(part);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}

function totals({ question, ask, events, more }: HuntAnswer): string {
  if (events.length === 0) {
    // Who types half a name would take the answer for an all-clear.
    const advice = question === '' ? '; values are compared whole: copy them from an alert' : '';
    return `no event in the history ${windowOf(ask)}${advice}`;
  }
  const distinct = (of: (event: StoredEvent) => string) => new Set(events.map(of)).size;
  const parts = [
    `${more ? 'the first ' : ''}${counted(events.length, 'event')}`,
    counted(
      distinct(({ actor }) => actor),
      'actor',
    ),
    counted(
      distinct(({ account }) => account),
      'account',
    ),
    counted(events.filter(({ errorCode }) => errorCode !== '').length, 'refused call'),
  ];
  return `${parts.join(' · ')} · ${windowOf(ask)}${more ? '; --limit shows more' : ''}`;
}

function windowOf({ since, until }: HuntAsk): string {
  const [from, to] = [since, until].map(
    (time) => time && `${time.slice(0, 19).replace('T', ' ')} UTC`,
  );
  if (from && to) return `from ${from} to ${to}`;
  if (from) return `from ${from} on`;
  return to ? `before ${to}` : 'at any time';
}

/** The formats of `cairn hunt`. */
export const answerExporters: readonly Exporter<HuntAnswer>[] = [table, json, jsonl, csv];
