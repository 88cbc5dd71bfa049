import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Lines of candidates as a batch carries them: they are alike, and come to a tenth of their size. */
export function compressLines(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zstdCompressSync(text, options));
}

/** The lines at these places. For most batches there are none, and then nothing is decompressed. */
export function linesAt(lines: Uint8Array, places: readonly number[]): readonly string[] {
  if (places.length === 0) return [];
  const all = allLines(lines);
  return places.flatMap((place) => all[place] ?? []);
}

export function allLines(lines: Uint8Array): readonly string[] {
  const text = zstdDecompressSync(lines).toString('utf8');
  return text === '' ? [] : text.split('\n');
}
