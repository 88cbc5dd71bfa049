/**
 * Which numbers were sent lately, in memory of a fixed size: each number has one place, and a newer one takes it. A
 * number that lost its place is sent again, which costs a little and harms nothing.
 */
export class SentTable {
  readonly #halves: Uint32Array;
  readonly #mask: number;

  constructor(bits: number) {
    this.#halves = new Uint32Array(2 << bits);
    this.#mask = (1 << bits) - 1;
  }

  isNew(low: number, high: number): boolean {
    const place = 2 * (low & this.#mask);
    if (this.#halves[place] === low && this.#halves[place + 1] === high) return false;
    this.#halves[place] = low;
    this.#halves[place + 1] = high;
    return true;
  }
}
