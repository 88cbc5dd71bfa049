import { isAscii, isUtf8 } from 'node:buffer';

/** ASCII, which nearly all CloudTrail is, decodes several times faster as Latin-1. Invalid bytes become U+FFFD. */
export function decodeText(bytes: Buffer): string {
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
}

/** Offset of the first byte that is not UTF-8, or -1. */
export function firstInvalidByte(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return -1;
  let valid = 0;
  let invalid = bytes.length;
  // A cut inside a character is not an error of the text before it, so each cut is moved back to a character's start.
  while (invalid - valid > 1) {
    const middle = characterStart(bytes, (valid + invalid) >> 1, valid);
    if (middle <= valid) return lastStep(bytes, valid, invalid);
    if (isUtf8(bytes.subarray(valid, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

function characterStart(bytes: Uint8Array, at: number, floor: number): number {
  let start = at;
  while (start > floor && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}

function lastStep(bytes: Uint8Array, from: number, to: number): number {
  let valid = from;
  for (let end = from + 1; end <= Math.min(to, from + 4); end++) {
    if (isUtf8(bytes.subarray(from, end))) valid = end;
  }
  return valid;
}

/** Length of a UTF-8 byte-order mark at the start. */
export function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** A UTF-16 or UTF-32 mark, or the zeros that every ASCII character has there. CloudTrail is UTF-8 always. */
export function isWideText(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return (a === 0 && b !== 0 && c === 0 && d !== 0) || (a !== 0 && b === 0 && c !== 0 && d === 0);
}
