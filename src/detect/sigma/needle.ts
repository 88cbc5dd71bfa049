import { mapChunks, type Pattern } from './pattern.ts';

const shortest = 3;
const longest = 64;

/** A text that every value that fits the pattern holds, fit for `RecordSource.mayHold`; undefined when there is none. */
export function needleOf(pattern: Pattern): string | undefined {
  const chunks: string[] = [];
  mapChunks(pattern, (chunk) => {
    // JSON may write other characters in several ways.
    chunks.push(...chunk.toLowerCase().split(/[^ !#-.0-[\]-~]+/));
    return chunk;
  });
  const fit = chunks.filter((chunk) => chunk.length >= shortest && !mayBeOfNumber(chunk));
  return fit.toSorted((a, b) => b.length - a.length)[0]?.slice(0, longest);
}

/** JSON may write a number in several ways: it is a text only after it was parsed. */
function mayBeOfNumber(chunk: string): boolean {
  return !/[a-df-z]/.test(chunk) || '-infinity'.includes(chunk);
}
