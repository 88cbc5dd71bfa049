import { isIP } from 'node:net';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { blockOf } from '#src/normalize/address/cidr-table.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { IndicatorKind } from '../indicators.ts';

/** A value of the alert that an indicator may name. */
export interface Value {
  readonly kind: IndicatorKind;
  readonly value: string;
  /** Where it stood first. */
  readonly where: string;
  readonly eventIds: Set<string>;
}

/** Texts looked at in one record and in all: a request is as long as its sender likes. */
const mostTexts = 200;
const mostValues = 5_000;
const longestText = 4_096;
const deepest = 8;

/** All that the records hold of the kinds that indicators have, each once. */
export function valuesOf(records: readonly RawRecord[]): readonly Value[] {
  const values = new Map<string, Value>();
  for (const record of records) {
    const eventId = eventIdOf(record);
    for (const value of valuesOfRecord(record)) note(values, value, eventId);
  }
  return [...values.values()];
}

type Plain = Omit<Value, 'eventIds'>;

function note(values: Map<string, Value>, plain: Plain, eventId: string): void {
  const known = values.get(`${plain.kind} ${plain.value}`);
  if (known !== undefined) known.eventIds.add(eventId);
  else if (values.size < mostValues)
    values.set(`${plain.kind} ${plain.value}`, { ...plain, eventIds: new Set([eventId]) });
}

function* valuesOfRecord(record: RawRecord): Generator<Plain> {
  const source = text(record['sourceIPAddress']);
  yield* valuesIn(source, 'source address');
  const agent = text(record['userAgent']);
  if (agent !== '')
    yield { kind: 'userAgent', value: agent.slice(0, longestText), where: 'user agent' };
  const places = [
    ['identity', record['userIdentity']],
    ['request', record['requestParameters']],
    ['response', record['responseElements']],
    ['resources', record['resources']],
    ['additional data', record['additionalEventData']],
    ['service event', record['serviceEventDetails']],
    ['TLS details', record['tlsDetails']],
  ] as const;
  for (const [where, place] of places)
    for (const found of textsIn(place)) yield* valuesIn(found, where);
}

/** Breadth first and bounded. */
function textsIn(value: unknown): readonly string[] {
  const found: string[] = [];
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < deepest && level.length > 0 && found.length < mostTexts; depth += 1) {
    found.push(...level.filter((each) => typeof each === 'string'));
    level = level
      .filter((each) => typeof each === 'object' && each !== null)
      .flatMap((each) => Object.values(bag(each)).slice(0, mostTexts))
      .slice(0, mostTexts);
  }
  return found.slice(0, mostTexts);
}

/** Cut into words first: an expression that looks for addresses in a long text can be made to take for ever. */
const words = /[a-z0-9_.:/-]+/gi;
const key = /\bA[A-Z]{3}[A-Z0-9]{12,124}\b/g;
const arn = /\barn:[^\s"',<>]{5,2000}/g;
const longestName = 253;

/** A policy is a text with many values in it, so every text is searched, not only compared. */
function* valuesIn(whole: string, where: string): Generator<Plain> {
  const searched = whole.slice(0, longestText);
  if (searched.length < 2) return;
  for (const [word] of searched.matchAll(words)) yield* valuesOfWord(word, where);
  for (const [value] of searched.matchAll(key)) yield { kind: 'accessKey', value, where };
  for (const [value] of searched.matchAll(arn)) yield { kind: 'arn', value, where };
}

/** `192.0.2.1:443`, `https://evil.example/x` and `192.0.2.0/24` hold an address or a name. */
function* valuesOfWord(word: string, where: string): Generator<Plain> {
  if (word.length > 8 * longestName || !/[.:]/.test(word)) return;
  const block = blockIn(word);
  if (block !== undefined) {
    yield { kind: 'ip', value: block, where };
    return;
  }
  for (const part of word.split(/[/:]+/)) {
    const bare = part.replace(/^\.+/, '').replace(/\.+$/, '');
    if (isIP(bare) === 4) yield { kind: 'ip', value: bare, where };
    else if (isDomain(bare)) yield { kind: 'domain', value: bare.toLowerCase(), where };
  }
}

function blockIn(word: string): string | undefined {
  return blockOf(word) === undefined ? undefined : word;
}

/** Nobody writes an indicator for a service of AWS, whose names are in nearly every record. */
function isDomain(name: string): boolean {
  if (name.length > longestName || /^[a-z0-9-]+\.amazonaws\.com$/i.test(name)) return false;
  return /^(?:[a-z0-9_][a-z0-9_-]{0,62}\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i.test(name);
}
