import type { Alert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { LabelledCase } from '../case/expand.ts';

/** All that an analyst could know about an alert, in forms that can be searched. It is made without the analyst's code. */
export interface Knowledge {
  /** Every text and key of records, facts, configuration and alert, in lower case, one a line. */
  readonly words: string;
  readonly numbers: readonly number[];
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  /** Time zones of the configuration, and UTC. */
  readonly timeZones: readonly string[];
}

export function knowledgeOf({ before, records, config }: LabelledCase, alert: Alert): Knowledge {
  const { analysis: _, ...known } = alert;
  const found: Search = { words: new Set(), numbers: [], times: [] };
  search([records, known, config], found);
  for (const record of before) found.words.add(JSON.stringify(record).toLowerCase());
  found.numbers.push(...countsOf(records, alert));
  found.numbers.push(...spansOf(records, alert));
  return {
    words: [...found.words].join('\n'),
    numbers: [...new Set(found.numbers)],
    times: [...new Set([...found.times, ...before.map(eventTimeOf)])],
    timeZones: ['UTC', ...new Set(config.maintenanceWindows.map(({ timeZone }) => timeZone))],
  };
}

const isoTime = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
const numeral = /(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)/g;
const earliestTime = Date.UTC(2015, 0);
const latestTime = Date.UTC(2040, 0);

interface Search {
  readonly words: Set<string>;
  readonly numbers: number[];
  readonly times: number[];
}

function search(value: unknown, found: Search): void {
  if (typeof value === 'string') searchText(value, found);
  else if (typeof value === 'number') searchNumber(value, found);
  else if (Array.isArray(value)) {
    found.numbers.push(value.length);
    for (const item of value) search(item, found);
  } else
    for (const [key, inner] of Object.entries(bag(value))) {
      found.words.add(key.toLowerCase());
      search(inner, found);
    }
}

function searchText(value: string, { words, numbers, times }: Search): void {
  words.add(value.toLowerCase());
  for (const [found] of value.matchAll(isoTime)) times.push(Date.parse(found));
  for (const [found] of value.matchAll(numeral)) numbers.push(Number(found));
}

function searchNumber(value: number, { numbers, times }: Search): void {
  numbers.push(value);
  if (value > earliestTime && value < latestTime) times.push(value);
}

/** What somebody who counts the events finds: all, those of the alert, and these by call, outcome and thing. */
function countsOf(records: readonly RawRecord[], alert: Alert): readonly number[] {
  const ids = new Set(alert.events);
  const own = records.filter((record) => ids.has(eventIdOf(record)));
  return [records, own].flatMap((some) => [
    some.length,
    ...countsBy(some, (record) => text(record['eventName'])),
    ...countsBy(some, (record) => `${text(record['eventName'])} ${text(record['errorCode'])}`),
    ...countsBy(some, (record) => text(record['errorCode'])),
    ...countsBy(some, (record) => JSON.stringify(record['requestParameters'])),
    ...countsBy(some, (record) => text(record['awsRegion'])),
    ...countsBy(some, (record) => text(record['sourceIPAddress'])),
    ...countsBy(some, (record) => text(bag(record['userIdentity'])['arn'])),
  ]);
}

/** Sizes of the groups, and how many there are. */
function countsBy(
  records: readonly RawRecord[],
  keyOf: (record: RawRecord) => string,
): readonly number[] {
  const groups = Map.groupBy(records, keyOf);
  return [groups.size, ...[...groups.values()].map(({ length }) => length)];
}

const units = [1_000, 60_000, 3_600_000, 86_400_000];

/** How long it took, in every unit. */
function spansOf(records: readonly RawRecord[], alert: Alert): readonly number[] {
  const times = records.map(eventTimeOf);
  const spans = [
    Math.max(...times) - Math.min(...times),
    Date.parse(alert.lastSeen) - Date.parse(alert.firstSeen),
  ];
  return spans.flatMap((span) =>
    units.flatMap((unit) => [Math.floor, Math.round, Math.ceil].map((round) => round(span / unit))),
  );
}
