import type { Alert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { type Bag, bag, text } from '#src/normalize/untyped.ts';
import type { LabelledCase } from '../case/expand.ts';

/**
 * All that an analyst may speak of, in forms that can be searched: the records of the case, the facts, the configuration. It
 * is made without the analyst's code. The days before are known through facts alone.
 */
export interface Knowledge {
  /** Every text and key of records, facts, configuration and alert, in lower case, one a line. */
  readonly words: string;
  readonly numbers: readonly KnownNumber[];
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  /** Time zones of the configuration, and UTC. */
  readonly timeZones: readonly string[];
}

export interface KnownNumber {
  readonly value: number;
  /** Where it stands: `facts.cost.value.perDay.low`, `records.requestParameters.toPort`, `count`, `span`. */
  readonly path: string;
}

export function knowledgeOf({ records, config }: LabelledCase, alert: Alert): Knowledge {
  const { analysis: _, ...known } = alert;
  const found: Search = { words: new Set(), numbers: new Map(), times: new Set() };
  search({ records, ...known, config }, '', found);
  for (const value of countsOf(records, alert)) addNumber(value, 'count', found);
  for (const value of spansOf(records, alert)) addNumber(value, 'span', found);
  for (const value of othersOf(records, alert)) addNumber(value, 'others', found);
  return {
    words: [...found.words].join('\n'),
    numbers: [...found.numbers.values()],
    times: [...found.times],
    timeZones: ['UTC', ...new Set(config.maintenanceWindows.map(({ timeZone }) => timeZone))],
  };
}

const isoTime = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
const numeral = /(?<![\w.:-])\d+(?:\.\d+)?(?![\w:-]|\.\d)/g;
const earliestTime = Date.UTC(2015, 0);
const latestTime = Date.UTC(2040, 0);

interface Search {
  readonly words: Set<string>;
  /** By path and value. */
  readonly numbers: Map<string, KnownNumber>;
  readonly times: Set<number>;
}

function search(value: unknown, path: string, found: Search): void {
  if (typeof value === 'string') searchText(value, path, found);
  else if (typeof value === 'number') searchNumber(value, path, found);
  else if (Array.isArray(value)) {
    addNumber(value.length, `${path}.length`, found);
    for (const item of value) search(item, path, found);
  } else searchFields(bag(value), path, found);
}

function searchFields(fields: Bag, path: string, found: Search): void {
  for (const [key, inner] of Object.entries(fields)) {
    found.words.add(key.toLowerCase());
    search(inner, path === '' ? key : `${path}.${key}`, found);
  }
}

/** In a record a number that is part of a text is part of a name; our own sentences hold numbers. */
function searchText(value: string, path: string, found: Search): void {
  found.words.add(value.toLowerCase());
  for (const [time] of value.matchAll(isoTime)) found.times.add(Date.parse(time));
  const pattern = path.startsWith('records') ? /^\d+$/g : numeral;
  for (const [text] of value.matchAll(pattern)) addNumber(Number(text), path, found);
}

function searchNumber(value: number, path: string, found: Search): void {
  addNumber(value, path, found);
  if (value > earliestTime && value < latestTime) found.times.add(value);
}

function addNumber(value: number, path: string, { numbers }: Search): void {
  if (!isNoise.test(path)) numbers.set(`${path} ${value}`, { value, path });
}

/** Settings, measurements of the run and long series, in which any number can be found. */
const isNoise = /^config\b|\b(?:tookMs|histogram|points|hours\.length)\b|\beventVersion\b/;

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

const mostTold = 3;

/** How many calls are left when up to three of them, or all of up to three kinds, have been told of. */
function othersOf(records: readonly RawRecord[], alert: Alert): readonly number[] {
  const ids = new Set(alert.events);
  const own = records.filter((record) => ids.has(eventIdOf(record)));
  const kinds = Map.groupBy(own, ({ eventName, errorCode, errorMessage }) =>
    JSON.stringify([eventName, errorCode, errorMessage]),
  );
  let sums = new Set([0]);
  for (let told = 0; told < mostTold; told += 1) {
    const more = [1, ...[...kinds.values()].map(({ length }) => length)];
    sums = new Set([...sums, ...more.flatMap((count) => [...sums].map((sum) => sum + count))]);
  }
  return [...sums].map((sum) => alert.count - sum);
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
