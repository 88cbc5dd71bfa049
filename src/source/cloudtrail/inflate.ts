import { GzipMembers } from './gzip-members.ts';
import type { ReadLimits } from './limits.ts';
import { wholeDocumentBytes } from './source-object.ts';
import { ZstdFrames } from './zstd-frames.ts';

/** Compressed bytes are fed in pieces of this size: the most that a bomb can make of one is about 16 MB. */
const pieceBytes = 16 * 1024;

/** Output that may be lost before damage, which is the step of decompressing. Small steps take ten times as long. */
const steps = { sound: 64 * 1024, damaged: 4 * 1024, damagedAndSmall: 256 } as const;
const smallBytes = 64 * 1024;

/** The step for an input that is known to be damaged and has this size; undefined where nothing is known. */
export function stepBytesFor(damagedBytes: number | undefined): number {
  if (damagedBytes === undefined) return steps.sound;
  return damagedBytes <= smallBytes ? steps.damagedAndSmall : steps.damaged;
}

export interface InflateOptions {
  readonly limits: ReadLimits;
  /** See `stepBytesFor`. */
  readonly stepBytes: number;
  /** What was wrong, and how many compressed bytes had been read by then. */
  readonly report: (reason: string, atByte: number) => void;
}

/**
 * Decompresses a stream in constant memory. What can be decompressed comes out, even of a damaged or truncated input,
 * and so do all members of a gzip and all frames of a zstd.
 */
export async function* inflate(
  compression: 'gzip' | 'zstd',
  source: AsyncIterable<Uint8Array>,
  { limits, stepBytes, report }: InflateOptions,
): AsyncGenerator<Uint8Array, void> {
  const frames = compression === 'gzip' ? new GzipMembers(stepBytes) : new ZstdFrames(stepBytes);
  let read = 0;
  let written = 0;
  try {
    for await (const piece of pieces(source)) {
      await frames.write(piece);
      read += piece.length;
      for (const chunk of frames.take()) {
        const room = Math.max(0, limits.inflatedBytes - written);
        written += chunk.length;
        yield chunk.subarray(0, room);
      }
      const failure = frames.failure ?? tooMuch(read, written, limits);
      if (failure) return report(failure, read);
    }
    await frames.end();
    yield* frames.take();
    if (frames.failure) report(frames.failure, read);
  } finally {
    frames.destroy();
  }
}

async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      yield chunk.subarray(at, at + pieceBytes);
    }
  }
}

/** Small inputs may have any ratio: a few repeated records compress a thousandfold and harm nobody. */
function tooMuch(read: number, written: number, limits: ReadLimits): string | undefined {
  if (written > limits.inflatedBytes) {
    return `decompresses to more than ${limits.inflatedBytes} bytes (limits.inflatedBytes)`;
  }
  if (written > wholeDocumentBytes && written > read * limits.inflateRatio) {
    return `decompresses to more than ${limits.inflateRatio} times its size (limits.inflateRatio)`;
  }
  return undefined;
}
