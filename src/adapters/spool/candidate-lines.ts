import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { timeOfDetectionLine } from '#src/detect/detection-line.ts';
import type { CandidateBatch } from '#src/model/candidate-batch.ts';

const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Lines of candidates as a batch carries them: they are alike, and come to a tenth of their size. */
export function compressLines(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zstdCompressSync(text, options));
}

export type StoredCandidates = Pick<CandidateBatch, 'first' | 'uses'> & {
  readonly lines: Uint8Array;
};

/**
 * The lines that were not forgotten since, all or those at these places. For most batches there are none, and then nothing
 * is decompressed.
 */
export function keptLines(
  { first, lines }: StoredCandidates,
  places?: readonly number[],
): readonly string[] {
  if (places?.length === 0) return [];
  const all = linesIn(zstdDecompressSync(lines));
  const chosen = places?.flatMap((place) => all[place] ?? []) ?? all;
  // Each a text of its own: a part of the whole text would hold on to all of it.
  return chosen
    .map((line) => line.toString('utf8'))
    .filter((line) => timeOfDetectionLine(line) >= first);
}

const lineFeed = 0x0a;

function linesIn(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
