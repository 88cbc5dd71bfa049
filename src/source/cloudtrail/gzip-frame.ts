/** Length of the trailer: CRC-32 and size of the member, four bytes each, little-endian (RFC 1952 section 2.3.1). */
export const gzipTrailerBytes = 8;

const fixedBytes = 10;
const flag = { headerChecksum: 2, extra: 4, name: 8, comment: 16 } as const;

/** An honest header is a few dozen bytes; a name of this length is an attack. */
const longestHeader = 64 * 1024;

/** Length of the header of a gzip member; `more` when it goes on after these bytes, `invalid` when it is none. */
export function gzipHeaderLength(bytes: Uint8Array): number | 'more' | 'invalid' {
  if (!isGzipStart(bytes)) return 'invalid';
  if (bytes.length < fixedBytes) return 'more';
  const length = fixedBytes + optionalLength(bytes, bytes[3] ?? 0);
  if (length <= bytes.length) return length;
  return bytes.length > longestHeader ? 'invalid' : 'more';
}

/** Magic number and the only compression method there is, as far as the bytes go. */
function isGzipStart(bytes: Uint8Array): boolean {
  return [0x1f, 0x8b, 8].every((byte, index) => index >= bytes.length || bytes[index] === byte);
}

function optionalLength(bytes: Uint8Array, flags: number): number {
  let end: number = fixedBytes;
  if (flags & flag.extra) end += 2 + (bytes[10] ?? 0) + (bytes[11] ?? 0) * 256;
  if (flags & flag.name) end = afterZero(bytes, end);
  if (flags & flag.comment) end = afterZero(bytes, end);
  if (flags & flag.headerChecksum) end += 2;
  return end - fixedBytes;
}

function afterZero(bytes: Uint8Array, from: number): number {
  const zero = bytes.indexOf(0, from);
  return zero < 0 ? Number.POSITIVE_INFINITY : zero + 1;
}
