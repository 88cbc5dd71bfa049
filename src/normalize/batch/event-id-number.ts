const notHex = 255;
/** Value of a lower-case hexadecimal digit by its character code. */
const digitValues = new Uint8Array(128).fill(notHex);
for (const [value, digit] of [...'0123456789abcdef'].entries())
  digitValues[digit.charCodeAt(0)] = value;

/** Where the eight groups of four digits begin in `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`. */
const groupStarts = [0, 4, 9, 14, 19, 24, 28, 32] as const;

/**
 * The 128 bits of a UUID in its canonical spelling, most significant first; false for any other text. Two ids that differ
 * in spelling alone stay two.
 */
export function readUuid(id: string, into: Uint32Array): boolean {
  if (id.length !== 36) return false;
  const hasDashes =
    id.charCodeAt(8) === 45 &&
    id.charCodeAt(13) === 45 &&
    id.charCodeAt(18) === 45 &&
    id.charCodeAt(23) === 45;
  if (!hasDashes) return false;
  for (let group = 0; group < 8; group += 2) {
    const high = fourDigits(id, groupStarts[group] ?? 0);
    const low = fourDigits(id, groupStarts[group + 1] ?? 0);
    if (high < 0 || low < 0) return false;
    into[group >> 1] = (high << 16) | low;
  }
  return true;
}

const hashPrefix = 'hash-';

/** The 128 bits of an id that `eventIdOf` made of a record that had none; false for any other text. */
export function readHash(id: string, into: Uint32Array): boolean {
  if (id.length !== hashPrefix.length + 32 || !id.startsWith(hashPrefix)) return false;
  for (let word = 0; word < 4; word++) {
    const at = hashPrefix.length + word * 8;
    const [high, low] = [fourDigits(id, at), fourDigits(id, at + 4)];
    if (high < 0 || low < 0) return false;
    into[word] = (high << 16) | low;
  }
  return true;
}

/** The UUID of 128 bits. */
export function writeUuid(high: bigint, low: bigint): string {
  const hex = ((high << 64n) | low).toString(16).padStart(32, '0');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

function fourDigits(id: string, at: number): number {
  const a = digitAt(id, at);
  const b = digitAt(id, at + 1);
  const c = digitAt(id, at + 2);
  const d = digitAt(id, at + 3);
  return (a | b | c | d) > 15 ? -1 : (a << 12) | (b << 8) | (c << 4) | d;
}

function digitAt(id: string, at: number): number {
  return digitValues[id.charCodeAt(at)] ?? notHex;
}
