import type { RawRecord } from '#src/model/cloud-event.ts';

/** AWS writes 36 characters; ids are kept in memory and written into every output. */
const longestId = 256;

/**
 * The id under which an event is kept once. Records without a usable `eventID` get a hash of their canonical JSON, so that
 * the same record delivered twice, with its keys in any order, has the same id.
 */
export function eventIdOf(record: RawRecord): string {
  const { eventID } = record;
  if (typeof eventID === 'string' && eventID !== '' && eventID.length <= longestId) return eventID;
  return `hash-${hash128(canonicalJson(record))}`;
}

/** JSON with the keys sorted at every level. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const sorted = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(inner).sort()) {
      sorted[key] = (inner as Record<string, unknown>)[key];
    }
    return sorted;
  });
}

/**
 * Murmur3 with 128 bits (x86 variant, https://github.com/aappleby/smhasher) over UTF-16 code units, as 32 hex digits.
 * It tells apart records that differ; it is not meant to resist somebody who builds two that collide.
 */
export function hash128(text: string): string {
  let [h1, h2, h3, h4] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 8) {
    h1 = mixBlock(h1, word(text, at), 0x239b961b, 0xab0e9789, 15, 19) + h2;
    h2 = mixBlock(h2, word(text, at + 2), 0xab0e9789, 0x38b34ae5, 16, 17) + h3;
    h3 = mixBlock(h3, word(text, at + 4), 0x38b34ae5, 0xa1e38b93, 17, 15) + h4;
    h4 = mixBlock(h4, word(text, at + 6), 0xa1e38b93, 0x239b961b, 18, 13) + h1;
  }
  const parts = [h1, h2, h3, h4].map((part) => (part ^ text.length) >>> 0);
  const sum = parts.reduce((total, part) => (total + part) | 0, 0);
  return parts.map((part) => hex(finish((part + sum) | 0))).join('');
}

function word(text: string, at: number): number {
  const low = at < text.length ? text.charCodeAt(at) : 0;
  const high = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
  return low | (high << 16);
}

function mixBlock(
  hash: number,
  block: number,
  before: number,
  after: number,
  turn: number,
  turnAfter: number,
): number {
  const mixed = Math.imul(rotate(Math.imul(block, before), turn), after);
  return (Math.imul(rotate(hash ^ mixed, turnAfter), 5) + 0x561ccd1b) | 0;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finish(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
