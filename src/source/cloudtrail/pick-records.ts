import type { RawRecord } from '#src/model/cloud-event.ts';
import { byteOrderMark, decodeText } from './decode.ts';
import { skipValue } from './skip-value.ts';

const start = Buffer.from('{"Records":[');
/** Without the first quote: text is full of quotes, and searching is several times faster for a rarer letter. */
const recordsKey = Buffer.from('Records"');
/** How the key could be spelled otherwise. */
const escapeStart = Buffer.from('\\u00');

const comma = 0x2c;

/** Walking over a record costs about half of parsing it. */
const worthWalking = 0.5;

/**
 * Records of a `{"Records": [...]}` that was parsed before, by their places in the list, ascending. When few of many are
 * wanted, the text between them is only walked over. Throws when a place holds no record.
 */
export function pickRecords(bytes: Buffer, places: ArrayLike<number>): RawRecord[] {
  const last = places[places.length - 1];
  if (last === undefined) return [];
  const isWorthIt = places.length < worthWalking * (last + 1);
  return (isWorthIt ? pickWalking(bytes, places) : undefined) ?? pickParsing(bytes, places);
}

/** Undefined when the text is not written as CloudTrail does, so that only parsing all of it tells what is where. */
function pickWalking(bytes: Buffer, places: ArrayLike<number>): RawRecord[] | undefined {
  if (!bytes.subarray(0, start.length).equals(start)) return undefined;
  const found: RawRecord[] = [];
  let at = start.length;
  let index = 0;
  while (found.length < places.length) {
    const end = skipValue(bytes, at);
    if (end < 0) return undefined;
    if (index === places[found.length]) found.push(parseRecord(bytes.subarray(at, end)));
    else if (bytes[end] !== comma) return undefined;
    at = end + 1;
    index += 1;
  }
  return isOnlyList(bytes, at - 1) ? found : undefined;
}

/** A list under the same key further on would take the place of this one, whose records end at `end` or go on there. */
function isOnlyList(bytes: Buffer, end: number): boolean {
  if (!bytes.includes(recordsKey, start.length) && !bytes.includes(escapeStart)) return true;
  let at = end;
  while (at >= 0 && bytes[at] === comma) at = skipValue(bytes, at + 1);
  return at >= 0 && bytes.toString('latin1', at).trim() === ']}';
}

function pickParsing(bytes: Buffer, places: ArrayLike<number>): RawRecord[] {
  const { Records: records } = parseRecord(bytes.subarray(byteOrderMark(bytes)));
  if (!Array.isArray(records)) throw new TypeError('it is no list of records');
  return Array.from(places, (place) => asRecord(records[place]));
}

function parseRecord(bytes: Buffer): RawRecord {
  return asRecord(JSON.parse(decodeText(bytes)));
}

function asRecord(value: unknown): RawRecord {
  if (typeof value !== 'object' || value === null) throw new TypeError('a record is missing in it');
  return value as RawRecord;
}
