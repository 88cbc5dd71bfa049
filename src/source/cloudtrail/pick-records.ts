import type { RawRecord } from '#src/model/cloud-event.ts';
import { byteOrderMark, decodeText } from './decode.ts';
import { Scanner } from './scan/scanner.ts';

/** Far more than what was stored can have, see `limits.nestingDepth`. */
const deepest = 512;

/** One for this thread: what it finds is taken out before it is used again. */
let scanner: Scanner | undefined;

/**
 * Records of a `{"Records": [...]}` that was parsed before, by their places in the list, ascending. The text between
 * them is only walked over, and that behind the last one not at all. Throws when a place holds no record.
 */
export function pickRecords(bytes: Buffer, places: ArrayLike<number>): RawRecord[] {
  scanner ??= new Scanner('none');
  const scanned = scanner.scan(bytes, deepest, (places[places.length - 1] ?? 0) + 1);
  if (scanned === undefined) return pickParsing(bytes, places);
  return Array.from(places, (place) => {
    if (place >= scanned.count) throw new TypeError('it has fewer records');
    return scanned.open(place).whole();
  });
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
