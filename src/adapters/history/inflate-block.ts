import { gunzipSync } from 'node:zlib';
import { decompressWhole } from '#src/source/cloudtrail/compression.ts';

/** The reader takes files up to 16 MB once inflated as they are; a block of our own is not much larger. */
const mostInflatedBytes = 256 * 1024 * 1024;

/** The text of a stored block. Throws when it is damaged. */
export function inflateBlock(gzip: Buffer): Buffer {
  const whole = decompressWhole(gzip, mostInflatedBytes);
  if (Buffer.isBuffer(whole)) return whole;
  return gunzipSync(gzip, { maxOutputLength: mostInflatedBytes });
}
