/**
 * Walks over the JSON of one CloudTrail file and notes where the fields of each record are, at several times the speed of
 * parsing. AssemblyScript, compiled to WebAssembly by `npm run scanner`; `scanner.ts` is the door to it.
 *
 * It accepts a part of what `JSON.parse` does (RFC 8259, `{"Records": [{…}, …]}` alone) and nothing else. Whatever it is
 * unsure about it refuses, and the file is parsed. Memory behind the input must hold zeros: they end every loop.
 *
 * A row of `rows` is 32-bit words: start and length of the record, flags, seconds, four words of the event id, then for
 * each field start, length (0 when absent) and two words of hash.
 */
const quote: u8 = 0x22;
const backslash: u8 = 0x5c;
const comma: u8 = 0x2c;
const colon: u8 = 0x3a;
const openBrace: u8 = 0x7b;
const closeBrace: u8 = 0x7d;
const openBracket: u8 = 0x5b;
const closeBracket: u8 = 0x5d;

/** Of the flags: the record has a field that is not among the known ones. */
const hasOthers: u32 = 1;
/** The time is written as CloudTrail does, and in the row. */
const hasTime: u32 = 2;
/** The event id is a UUID in its canonical spelling, and in the row. */
const hasUuid: u32 = 4;
/** The name of a field is written with escapes, so that only parsing tells which field it is. */
const hasEscapes: u32 = 8;
/** A text anywhere in the record is written with escapes. */
const hasEscapedText: u32 = 16;

const headBytes: usize = 32;
const cellBytes: usize = 16;

/** Kinds of fields, as `scanner.ts` gives them. */
const kindTime: u8 = 1;
const kindId: u8 = 2;
const kindHashed: u8 = 3;

const longestName: usize = 64;
const shortestName: usize = 4;
const keySlots: usize = 256;

/** For each slot of the table of names: 1 + the number of the field, or 0. */
const slotFields = memory.data(256);
const names = memory.data(64 * 64);
const nameLengths = memory.data(64);
const kinds = memory.data(64);

const hashBlock: usize = 1024;
/** Random words for the hash of a block, and some more for its second half. */
const hashKeys = memory.data(1024 + 32, 16);
/** Sixteen bytes of ones, then sixteen of zeros: read from the middle, they keep the first bytes of a word. */
const masks = memory.data<u64>([-1, -1, 0, 0], 16);

let depthLimit: i32 = 0;
let fieldCount: i32 = 0;
let rowBytes: usize = headBytes;
let slotSeed: u32 = 0;
/** Whether the string that was walked over last had an escape in it. */
let wasEscaped: bool = false;
/** Whether any string of this record had one. */
let isRecordEscaped: bool = false;

/** Where JavaScript writes random bytes before the first scan. */
export function hashKeysAt(): usize {
  return hashKeys;
}

export function hashKeysLength(): i32 {
  return 1024 + 32;
}

/** Where JavaScript writes the name of the field that `addField` is about. */
export function nameAt(field: i32): usize {
  return names + <usize>field * longestName;
}

export function addField(length: i32, kind: u8): i32 {
  const field = fieldCount++;
  store<u8>(nameLengths + field, <u8>length);
  store<u8>(kinds + field, kind);
  rowBytes = headBytes + <usize>fieldCount * cellBytes;
  return field;
}

/** Finds a seed with which no two names share a slot of the table. False when there is none. */
export function indexNames(): bool {
  for (slotSeed = 0x85ebca6b; slotSeed < 0x85ebca6b + 20_000; slotSeed += 2)
    if (fillSlots()) return true;
  return false;
}

function fillSlots(): bool {
  memory.fill(slotFields, 0, keySlots);
  for (let field = 0; field < fieldCount; field++) {
    const slot = slotFields + slotOf(nameAt(field), load<u8>(nameLengths + field));
    if (load<u8>(slot) !== 0) return false;
    store<u8>(slot, <u8>(field + 1));
  }
  return true;
}

/** Names are told apart by their ends: each has at least four letters. */
function slotOf(name: usize, length: usize): usize {
  const mixed = (load<u32>(name) ^ (load<u32>(name + length - 4) * 0x9e3779b1)) + <u32>length;
  return <usize>((mixed * slotSeed) >> 24);
}

/**
 * Number of records, or -1 when the text is to be parsed instead, or -2 when there is no room for the rows. What follows
 * so many records as are enough is not looked at.
 */
export function scan(
  start: usize,
  end: usize,
  rows: usize,
  mostRows: i32,
  maxDepth: i32,
  enough: i32,
): i32 {
  // The document and its list are two levels themselves.
  if (maxDepth < 2) return -1;
  depthLimit = maxDepth;
  let at = skipSpace(start);
  if (load<u8>(at) !== openBrace) return -1;
  at = skipSpace(at + 1);
  // "Records", as one comparison of eight bytes and one of the quote.
  if (load<u8>(at) !== quote || load<u64>(at + 1) !== 0x227364726f636552) return -1;
  at = skipSpace(at + 9);
  if (load<u8>(at) !== colon) return -1;
  at = skipSpace(at + 1);
  if (load<u8>(at) !== openBracket) return -1;
  at = skipSpace(at + 1);
  let count = 0;
  if (load<u8>(at) !== closeBracket) {
    while (true) {
      if (count === mostRows) return -2;
      at = scanRecord(at, rows + <usize>count * rowBytes);
      if (at === 0) return -1;
      count++;
      if (count === enough) return count;
      at = skipSpace(at);
      if (load<u8>(at) !== comma) break;
      at = skipSpace(at + 1);
    }
  }
  if (load<u8>(at) !== closeBracket) return -1;
  at = skipSpace(at + 1);
  if (load<u8>(at) !== closeBrace) return -1;
  return skipSpace(at + 1) === end ? count : -1;
}

/** These functions give the place behind what they walked over, or 0 when it is not well-formed. */
function scanRecord(start: usize, row: usize): usize {
  if (load<u8>(start) !== openBrace) return 0;
  memory.fill(row, 0, rowBytes);
  isRecordEscaped = false;
  let at = skipSpace(start + 1);
  if (load<u8>(at) === closeBrace) return endRecord(start, at + 1, row);
  while (true) {
    if (load<u8>(at) !== quote) return 0;
    const name = at + 1;
    wasEscaped = false;
    at = skipString(name);
    if (at === 0) return 0;
    if (wasEscaped) store<u32>(row + 8, load<u32>(row + 8) | hasEscapes);
    const field = fieldOf(name, at - 1 - name);
    at = skipSpace(at);
    if (load<u8>(at) !== colon) return 0;
    const value = skipSpace(at + 1);
    at = skipValue(value, 1);
    if (at === 0) return 0;
    if (field < 0) store<u32>(row + 8, load<u32>(row + 8) | hasOthers);
    else note(row, field, value, at);
    at = skipSpace(at);
    if (load<u8>(at) !== comma) break;
    at = skipSpace(at + 1);
  }
  return load<u8>(at) === closeBrace ? endRecord(start, at + 1, row) : 0;
}

function endRecord(start: usize, end: usize, row: usize): usize {
  store<u32>(row, <u32>start);
  store<u32>(row + 4, <u32>(end - start));
  if (isRecordEscaped) store<u32>(row + 8, load<u32>(row + 8) | hasEscapedText);
  return end;
}

function fieldOf(name: usize, length: usize): i32 {
  if (length < shortestName || length > longestName) return -1;
  const field = <i32>load<u8>(slotFields + slotOf(name, length)) - 1;
  if (field < 0 || <usize>load<u8>(nameLengths + field) !== length) return -1;
  return memory.compare(nameAt(field), name, length) === 0 ? field : -1;
}

/** As in an object, the last of several fields of one name counts. */
function note(row: usize, field: i32, value: usize, end: usize): void {
  const cell = row + headBytes + <usize>field * cellBytes;
  store<u32>(cell, <u32>value);
  store<u32>(cell + 4, <u32>(end - value));
  const kind = load<u8>(kinds + field);
  if (kind === kindHashed) hash(value, end - value, cell + 8);
  else if (kind === kindTime) noteTime(row, value, end - value);
  else if (kind === kindId) noteUuid(row, value, end - value);
}

function skipSpace(from: usize): usize {
  let at = from;
  while (true) {
    const byte = load<u8>(at);
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09))
      return at;
    at++;
  }
}

function skipValue(at: usize, depth: i32): usize {
  const byte = load<u8>(at);
  if (byte === quote) return skipString(at + 1);
  if (byte === openBrace) return depth < depthLimit ? skipObject(at + 1, depth + 1) : 0;
  if (byte === openBracket) return depth < depthLimit ? skipArray(at + 1, depth + 1) : 0;
  if (byte === 0x74) return skipWord(at, 0x65757274);
  if (byte === 0x6e) return skipWord(at, 0x6c6c756e);
  if (byte === 0x66) return load<u8>(at + 4) === 0x65 ? skipWord(at, 0x736c6166, 5) : 0;
  return skipNumber(at);
}

function skipWord(at: usize, letters: u32, length: usize = 4): usize {
  return load<u32>(at) === letters ? at + length : 0;
}

function skipObject(from: usize, depth: i32): usize {
  let at = skipSpace(from);
  if (load<u8>(at) === closeBrace) return at + 1;
  while (true) {
    if (load<u8>(at) !== quote) return 0;
    at = skipString(at + 1);
    if (at === 0) return 0;
    at = skipSpace(at);
    if (load<u8>(at) !== colon) return 0;
    at = skipValue(skipSpace(at + 1), depth);
    if (at === 0) return 0;
    at = skipSpace(at);
    const byte = load<u8>(at);
    if (byte === closeBrace) return at + 1;
    if (byte !== comma) return 0;
    at = skipSpace(at + 1);
  }
}

function skipArray(from: usize, depth: i32): usize {
  let at = skipSpace(from);
  if (load<u8>(at) === closeBracket) return at + 1;
  while (true) {
    at = skipValue(at, depth);
    if (at === 0) return 0;
    at = skipSpace(at);
    const byte = load<u8>(at);
    if (byte === closeBracket) return at + 1;
    if (byte !== comma) return 0;
    at = skipSpace(at + 1);
  }
}

/** From behind the opening quote to behind the closing one, sixteen bytes at a time. */
function skipString(from: usize): usize {
  let at = from;
  while (true) {
    const bytes = v128.load(at);
    const special = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(quote)), i8x16.eq(bytes, i8x16.splat(backslash))),
      i8x16.lt_u(bytes, i8x16.splat(0x20)),
    );
    const places = i8x16.bitmask(special);
    if (places === 0) {
      at += 16;
      continue;
    }
    at += ctz(places);
    const byte = load<u8>(at);
    if (byte === quote) return at + 1;
    if (byte !== backslash) return 0;
    wasEscaped = true;
    isRecordEscaped = true;
    at = skipEscape(at + 1);
    if (at === 0) return 0;
  }
}

function skipEscape(at: usize): usize {
  switch (load<u8>(at)) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return at + 1;
    case 0x75:
      for (let digit: usize = 1; digit <= 4; digit++) if (!isHex(load<u8>(at + digit))) return 0;
      return at + 5;
    default:
      return 0;
  }
}

function isHex(byte: u8): bool {
  const letter: u8 = byte | 0x20;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}

function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39;
}

function skipNumber(from: usize): usize {
  let at = from;
  if (load<u8>(at) === 0x2d) at++;
  const first = load<u8>(at);
  if (!isDigit(first)) return 0;
  at = first === 0x30 ? at + 1 : skipDigits(at);
  if (load<u8>(at) === 0x2e) {
    if (!isDigit(load<u8>(at + 1))) return 0;
    at = skipDigits(at + 1);
  }
  if ((load<u8>(at) | 0x20) === 0x65) {
    at++;
    const sign = load<u8>(at);
    if (sign === 0x2b || sign === 0x2d) at++;
    if (!isDigit(load<u8>(at))) return 0;
    at = skipDigits(at);
  }
  return at;
}

function skipDigits(from: usize): usize {
  let at = from;
  while (isDigit(load<u8>(at))) at++;
  return at;
}

/**
 * NH (RFC 4418, section 5.2.2): for keys that nobody knows, two texts collide with a probability of 2^-32, and with a
 * second set of keys of 2^-64. Longer texts are folded block by block.
 */
function hash(start: usize, length: usize, into: usize): void {
  let first: u64 = length;
  let second: u64 = length;
  for (let done: usize = 0; done < length; done += hashBlock) {
    const left = length - done;
    const bytes = left < hashBlock ? left : hashBlock;
    const whole = bytes & ~15;
    let sums = i64x2.splat(0);
    let others = i64x2.splat(0);
    for (let at: usize = 0; at < whole; at += 16) {
      const words = v128.load(start + done + at);
      sums = i64x2.add(sums, products(words, hashKeys + at));
      others = i64x2.add(others, products(words, hashKeys + at + 16));
    }
    if (whole < bytes) {
      const mask = v128.load(masks + 16 - (bytes - whole));
      const words = v128.and(v128.load(start + done + whole), mask);
      sums = i64x2.add(sums, products(words, hashKeys + whole));
      others = i64x2.add(others, products(words, hashKeys + whole + 16));
    }
    first = mix(first + sumOf(sums));
    second = mix(second + sumOf(others));
  }
  store<u32>(into, <u32>(first ^ (first >> 32)));
  store<u32>(into + 4, <u32>(second ^ (second >> 32)));
}

/** (w0 + k0) * (w2 + k2) and (w1 + k1) * (w3 + k3). */
function products(words: v128, keys: usize): v128 {
  const keyed = i32x4.add(words, v128.load(keys));
  return i64x2.extmul_low_i32x4_u(keyed, v128.shuffle<u32>(keyed, keyed, 2, 3, 0, 1));
}

function sumOf(lanes: v128): u64 {
  return i64x2.extract_lane(lanes, 0) + i64x2.extract_lane(lanes, 1);
}

function mix(value: u64): u64 {
  const mixed = (value ^ (value >> 29)) * 0xbf58476d1ce4e5b9;
  return mixed ^ (mixed >> 32);
}

/** `"YYYY-MM-DDTHH:MM:SSZ"` as seconds since 1970. */
function noteTime(row: usize, value: usize, length: usize): void {
  const flags = load<u32>(row + 8) & ~hasTime;
  store<u32>(row + 8, flags);
  if (length !== 22) return;
  const at = value + 1;
  const hasMarks =
    load<u8>(at, 4) === 0x2d &&
    load<u8>(at, 7) === 0x2d &&
    load<u8>(at, 10) === 0x54 &&
    load<u8>(at, 13) === 0x3a &&
    load<u8>(at, 16) === 0x3a &&
    load<u8>(at, 19) === 0x5a;
  if (!hasMarks) return;
  const year = twoDigits(at) * 100 + twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  const hour = twoDigits(at + 11);
  const minute = twoDigits(at + 14);
  const second = twoDigits(at + 17);
  // A character that is no digit makes a number that is too large.
  if (year < 1970 || year > 2099 || month < 1 || month > 12) return;
  if (day < 1 || day > daysIn(year, month)) return;
  if (hour > 23 || minute > 59 || second > 59) return;
  store<u32>(row + 12, ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second);
  store<u32>(row + 8, flags | hasTime);
}

function twoDigits(at: usize): u32 {
  const tens = <u32>load<u8>(at) - 0x30;
  const ones = <u32>load<u8>(at + 1) - 0x30;
  return tens > 9 || ones > 9 ? 10_000 : tens * 10 + ones;
}

/** Between 1970 and 2099 every fourth year is a leap year. */
function daysIn(year: u32, month: u32): u32 {
  if (month === 2) return year % 4 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from civil: https://howardhinnant.github.io/date_algorithms.html#days_from_civil */
function daysSince1970(year: u32, month: u32, day: u32): u32 {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = marchYear / 400;
  const yearOfEra = marchYear - era * 400;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** `"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"`, in lower case, as four words, most significant first. */
function noteUuid(row: usize, value: usize, length: usize): void {
  const flags = load<u32>(row + 8) & ~hasUuid;
  store<u32>(row + 8, flags);
  if (length !== 38) return;
  const at = value + 1;
  const hasDashes =
    load<u8>(at, 8) === 0x2d &&
    load<u8>(at, 13) === 0x2d &&
    load<u8>(at, 18) === 0x2d &&
    load<u8>(at, 23) === 0x2d;
  if (!hasDashes) return;
  const isHexadecimal =
    (fourHex(at) |
      fourHex(at + 4) |
      fourHex(at + 9) |
      fourHex(at + 14) |
      fourHex(at + 19) |
      fourHex(at + 24) |
      fourHex(at + 28) |
      fourHex(at + 32)) <
    0x10000;
  if (!isHexadecimal) return;
  store<u32>(row + 16, (fourHex(at) << 16) | fourHex(at + 4));
  store<u32>(row + 20, (fourHex(at + 9) << 16) | fourHex(at + 14));
  store<u32>(row + 24, (fourHex(at + 19) << 16) | fourHex(at + 24));
  store<u32>(row + 28, (fourHex(at + 28) << 16) | fourHex(at + 32));
  store<u32>(row + 8, flags | hasUuid);
}

const needle = memory.data(64);

/** Where JavaScript writes the text, in small letters, that `holds` looks for. */
export function needleAt(): usize {
  return needle;
}

/** Whether the needle stands in these bytes, in capital or small letters. */
export function holds(start: usize, length: usize, size: usize): bool {
  if (length < size) return false;
  const small = load<u8>(needle);
  const last = start + length - size;
  for (let at = start; at <= last; at += 16) {
    const bytes = v128.load(at);
    const isFirst = v128.or(
      i8x16.eq(bytes, i8x16.splat(small)),
      i8x16.eq(bytes, i8x16.splat(capitalOf(small))),
    );
    let places = i8x16.bitmask(isFirst);
    while (places !== 0) {
      const place = at + ctz(places);
      if (place <= last && isNeedle(place, size)) return true;
      places &= places - 1;
    }
  }
  return false;
}

function isNeedle(place: usize, size: usize): bool {
  for (let index: usize = 1; index < size; index++) {
    const byte = load<u8>(place + index);
    const wanted = load<u8>(needle + index);
    if (byte !== wanted && byte !== capitalOf(wanted)) return false;
  }
  return true;
}

function capitalOf(byte: u8): u8 {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

/** More than 65,535 when a character is no lower-case digit. */
function fourHex(at: usize): u32 {
  return (
    (hexDigit(at) << 12) | (hexDigit(at + 1) << 8) | (hexDigit(at + 2) << 4) | hexDigit(at + 3)
  );
}

function hexDigit(at: usize): u32 {
  const byte = <u32>load<u8>(at);
  if (byte - 0x30 < 10) return byte - 0x30;
  return byte - 0x61 < 6 ? byte - 0x57 : 0x10000;
}
