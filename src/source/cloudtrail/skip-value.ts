const quote = 0x22;
const backslash = 0x5c;

/** By how much a byte changes the depth. */
const depthSteps = new Int8Array(256);
for (const open of Buffer.from('{[')) depthSteps[open] = 1;
for (const close of Buffer.from('}]')) depthSteps[close] = -1;

/**
 * Where the object or list that begins at `start` ends, in text that is known to be valid JSON; -1 when none begins there
 * or it does not end. It checks nothing on the way, and so is twice as fast as `JsonWalker`.
 */
export function skipValue(bytes: Uint8Array, start: number): number {
  if (depthSteps[bytes[start] ?? 0] !== 1) return -1;
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) at = stringEnd(bytes, at + 1);
    else depth += depthSteps[byte] ?? 0;
    if (depth === 0) return at + 1;
  }
  return -1;
}

/** Index of the closing quote. */
function stringEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}
