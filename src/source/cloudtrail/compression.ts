import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { hasCode } from '#src/model/errors.ts';

export type Compression = 'gzip' | 'zstd' | 'none';

/** By the first bytes (RFC 1952 section 2.3.1, RFC 8878 section 3.1.1), for names lie. */
export function compressionOf(bytes: Uint8Array): Compression {
  const [a, b, c, d] = bytes;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  return 'none';
}

/** Why an input is left to the streaming reader, which looks at it in detail. */
export type NotWhole = 'too-large' | 'damaged';

/** Decompresses at once, unless the result would be larger than the limit or something is wrong with the input. */
export function decompressWhole(bytes: Buffer, limitBytes: number): Buffer | NotWhole {
  const compression = compressionOf(bytes);
  if (compression === 'none') return bytes.length <= limitBytes ? bytes : 'too-large';
  try {
    const whole =
      compression === 'gzip' ? gunzipWhole(bytes, limitBytes) : unzstdWhole(bytes, limitBytes);
    return whole ?? 'damaged';
  } catch (error) {
    return hasCode(error, 'ERR_BUFFER_TOO_LARGE') ? 'too-large' : 'damaged';
  }
}

/** Room for the whole result in one piece halves the time; the size in the trailer may be a lie, hence the cap. */
function gunzipWhole(bytes: Buffer, limitBytes: number): Buffer | undefined {
  if (bytes.length < 18) return undefined;
  const claimedSize = bytes.readUInt32LE(bytes.length - 4);
  const result = gunzipSync(bytes, {
    chunkSize: Math.max(64, Math.min(claimedSize, limitBytes) + 64),
    maxOutputLength: limitBytes,
    info: true,
  });
  return whenAllRead(result, bytes);
}

function unzstdWhole(bytes: Buffer, limitBytes: number): Buffer | undefined {
  return whenAllRead(zstdDecompressSync(bytes, { maxOutputLength: limitBytes, info: true }), bytes);
}

/** Further zstd frames, and whatever follows the last gzip member, are for the streaming reader. */
function whenAllRead(result: unknown, bytes: Buffer): Buffer | undefined {
  // With `info`, an option that the type definitions do not know, zlib returns its engine too.
  const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
  return engine.bytesWritten === bytes.length ? buffer : undefined;
}
