import { counted } from '#src/model/plural.ts';
import { csvLine, safeJson, visible } from '../escape.ts';
import type { Exporter } from '../exporter.ts';
import { cutTo, toWidth } from '../layout.ts';
import { paintFor, severityWord } from '../severity-paint.ts';
import { secondOf } from '../words.ts';
import { isCorrelation, type Match } from './match.ts';

const jsonl: Exporter<Match> = {
  format: 'jsonl',
  async *write(matches) {
    for await (const match of matches) yield `${safeJson(lineOf(match))}\n`;
  },
};

/** Members in one order, whoever made the match. */
function lineOf(match: Match): object {
  const { rule, time, eventName, eventSource, account, region } = match;
  const { id, title, level, file } = rule;
  const about = { eventName, eventSource, account, region };
  if (!isCorrelation(match)) {
    return { rule: { id, title, level, file }, time, eventId: match.eventId, ...about };
  }
  const { group, value, firstSeen, lastSeen, eventIds } = match;
  return { rule: { id, title, level, file }, time, group, value, firstSeen, lastSeen, eventIds, ...about };
}

const csvColumns = [
  'level',
  'time',
  'ruleTitle',
  'ruleId',
  'ruleFile',
  'eventId',
  'eventSource',
  'eventName',
  'account',
  'region',
  'group',
  'value',
  'firstSeen',
  'lastSeen',
];

const csv: Exporter<Match> = {
  format: 'csv',
  async *write(matches) {
    yield csvLine(csvColumns);
    for await (const match of matches) {
      const { rule, time, eventSource, eventName, account, region } = match;
      const head = [rule.level, time, rule.title, rule.id, rule.file];
      const middle = [eventSource, eventName, account, region];
      yield isCorrelation(match)
        ? csvLine([...head, match.eventIds.join(' '), ...middle, groupText(match.group), match.value, match.firstSeen, match.lastSeen])
        : csvLine([...head, match.eventId, ...middle, '', '', '', '']);
    }
  },
};

const table: Exporter<Match> = {
  format: 'table',
  async *write(matches, { width, color }) {
    const paint = paintFor(color);
    const room = Math.min(180, Math.max(60, width)) - 8 - 19 - 12 - 14 - 8;
    const title = Math.floor(room * 0.55);
    let number = 0;
    for await (const match of matches) {
      if (number === 0)
        yield `${paint.dim(`LEVEL     TIME (UTC)           ACCOUNT       REGION          ${toWidth('RULE', title)}  EVENT`)}\n`;
      number += 1;
      const cells = [
        paint.severity(match.rule.level, toWidth(severityWord(match.rule.level), 8)),
        toWidth(visible(secondOf(match.time)), 19),
        toWidth(visible(match.account), 12),
        toWidth(visible(match.region), 14),
        toWidth(visible(match.rule.title), title),
        cutTo(visible(what(match)), room - title),
      ];
      yield `${cells.join('  ')}\n`;
    }
    yield `${counted(number, 'match').replace('matchs', 'matches')}\n`;
  },
};

function what(match: Match): string {
  if (!isCorrelation(match)) return `${match.eventName} ${match.eventId}`;
  return `${match.value} · ${groupText(match.group)}`;
}

function groupText(group: Readonly<Record<string, string>>): string {
  return Object.entries(group)
    .map(([field, value]) => `${field}=${value}`)
    .join(' ');
}

/** The formats of `cairn detect`. */
export const matchExporters: readonly Exporter<Match>[] = [jsonl, table, csv];
