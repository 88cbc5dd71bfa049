import type { DayCount, Example, Tally } from '#src/detect/backtest/tally.ts';
import { dayMs } from '#src/model/time.ts';
import { visible } from '../export/escape.ts';
import { bar } from '../export/layout.ts';
import { type Backtest, knownTime } from './json.ts';

const barColumns = 30;
const mostDays = 62;

/** A backtest for a person's terminal. */
export function backtestText(backtest: Backtest): string {
  const { rules, tally } = backtest;
  const lines = [
    ...rules.map(({ key, title, level }) => {
      const count = rules.length > 1 ? `: ${number(tally.rules.get(key) ?? 0)}` : '';
      return `${visible(title)} (${level})${count}`;
    }),
    ...coverage(backtest),
    ...section('Days (UTC)', dayLines(tally.days)),
    ...section('Actors', actorLines(tally)),
    ...section('Examples', tally.examples.map(exampleLine)),
  ];
  return `${lines.join('\n')}\n`;
}

function coverage({ tally, events, lookedAt, firstSeen, lastSeen }: Backtest): readonly string[] {
  const [from, to] = [knownTime(firstSeen), knownTime(lastSeen)];
  const time = from && to ? ` from ${from} to ${to}` : '';
  const matches = tally.matches === 1 ? '1 match' : `${number(tally.matches)} matches`;
  return [
    `${matches} in ${number(events)} events${time}`,
    `${number(lookedAt)} of these events could match and were looked at`,
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function dayLines(days: readonly DayCount[]): readonly string[] {
  const all = withEmptyDays(days);
  const most = Math.max(...all.map(({ count }) => count));
  const shown = all.slice(-mostDays);
  const left = all.length - shown.length;
  const note = left > 0 ? [`  (${number(left)} earlier days are in --format json)`] : [];
  const lines = shown.map(
    ({ day, count }) =>
      `  ${(day || 'no time').padEnd(10)}  ${bar(count / most, barColumns)}  ${number(count)}`,
  );
  return [...note, ...lines];
}

/** Days without a match between those that have one, as long as all of them can be shown. */
function withEmptyDays(days: readonly DayCount[]): readonly DayCount[] {
  const dated = days.filter(({ day }) => day !== '');
  const [first, last] = [dated[0], dated.at(-1)];
  if (first === undefined || last === undefined) return days;
  const start = Date.parse(first.day);
  const length = (Date.parse(last.day) - start) / dayMs + 1;
  if (length > mostDays) return days;
  const counts = new Map(dated.map(({ day, count }) => [day, count]));
  const filled = Array.from({ length }, (_, index) => {
    const day = new Date(start + index * dayMs).toISOString().slice(0, 10);
    return { day, count: counts.get(day) ?? 0 };
  });
  return [...days.filter(({ day }) => day === ''), ...filled];
}

function actorLines({ actors }: Tally): readonly string[] {
  const width = Math.max(0, ...actors.map(({ count }) => number(count).length));
  return actors.map(
    ({ actor, count }) =>
      `  ${number(count).padStart(width)}  ${visible(actor) || '(several or unknown)'}`,
  );
}

function exampleLine({ time, group, value, ...event }: Example): string {
  const groups = Object.entries(group ?? {}).map(([field, one]) => `${field}=${one}`);
  const counted = value === undefined ? [] : [...groups, `value ${value}`];
  const texts = [event.eventId, event.eventName, event.actor, event.sourceIp, ...counted];
  const shown = texts.filter((text) => text !== '').map(visible);
  return `  ${[knownTime(time) ?? 'no time', ...shown].join('  ')}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
