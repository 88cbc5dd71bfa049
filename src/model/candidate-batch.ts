/**
 * Matches of rules that only correlations use, from one part of a source. Nearly all of them come to nothing, so they
 * are kept as bytes together with numbers that tell which of them a correlation could be made of.
 */
export interface CandidateBatch {
  /** Of the correlations that the uses were counted for; those of another rule set say nothing about this one. */
  readonly correlations: string;
  /** Time of the first and of the last, in milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** `useWidth` numbers for each use of a match by a correlation, in the order of the lines. */
  readonly uses: Uint32Array<ArrayBuffer>;
  /** Detection lines joined by line feeds, compressed. */
  readonly lines: Uint8Array<ArrayBuffer>;
}

/**
 * The place of the line, the slice (see `UseReader`), the two halves of the hash of the value that it brings there, and
 * how many different ones are needed.
 */
export const useWidth = 5;

/** In place of a line: a match that is kept anyway, and counts for others. */
export const noLine = 0xffff_ffff;

/** In place of both halves of a hash: more values than are listed one by one. */
export const fullValue = 0xffff_ffff;
