import { fullValue, noLine, useWidth } from '#src/model/candidate-batch.ts';

/** 4 MB: slices beyond some hundred thousand share a counter, which then counts too much and never too little. */
const counterBits = 21;
/** 6 MB: a value that was forgotten meanwhile is counted again, which is too much as well. */
const memoryBits = 19;
const mostCount = 0xffff;

/**
 * Tells which matches a correlation could be made of, in a memory that does not grow. A window lies in two slices that
 * follow each other, so the different values of each such pair are counted, under the number of the first: a match comes to
 * nothing when neither of its two pairs holds as many as are needed. The sieve may keep what comes to nothing, and never
 * drops what does not.
 */
export class Sieve {
  readonly #counts = new Uint16Array(2 ** counterBits);
  readonly #pairs = new Uint32Array(2 ** memoryBits);
  readonly #highs = new Uint32Array(2 ** memoryBits);
  readonly #lows = new Uint32Array(2 ** memoryBits);

  count(uses: Uint32Array): void {
    for (let at = 0; at + useWidth <= uses.length; at += useWidth) {
      const slice = uses[at + 1] ?? 0;
      const high = uses[at + 2] ?? 0;
      const low = uses[at + 3] ?? 0;
      this.#countIn(slice, high, low);
      this.#countIn((slice - 1) >>> 0, high, low);
    }
  }

  /** Places of the lines that pass, in their order. */
  passing(uses: Uint32Array): readonly number[] {
    const lines: number[] = [];
    for (let at = 0; at + useWidth <= uses.length; at += useWidth) {
      const line = uses[at] ?? 0;
      if (line === noLine || line === lines.at(-1)) continue;
      if (this.#reaches(uses[at + 1] ?? 0, uses[at + 4] ?? 0)) lines.push(line);
    }
    return lines;
  }

  #countIn(pair: number, high: number, low: number): void {
    const place = placeOf(pair);
    const count = this.#counts[place] ?? 0;
    if (high === fullValue && low === fullValue) this.#counts[place] = mostCount;
    else if (this.#isNew(pair, high, low) && count < mostCount) this.#counts[place] = count + 1;
  }

  #isNew(pair: number, high: number, low: number): boolean {
    const place = (Math.imul(pair ^ low, 0x9e3779b1) ^ high) >>> (32 - memoryBits);
    if (this.#pairs[place] === pair && this.#highs[place] === high && this.#lows[place] === low)
      return false;
    this.#pairs[place] = pair;
    this.#highs[place] = high;
    this.#lows[place] = low;
    return true;
  }

  #reaches(slice: number, least: number): boolean {
    return Math.max(this.#countOf(slice), this.#countOf(slice - 1)) >= least;
  }

  #countOf(pair: number): number {
    return this.#counts[placeOf(pair)] ?? 0;
  }
}

function placeOf(pair: number): number {
  return pair & (2 ** counterBits - 1);
}
