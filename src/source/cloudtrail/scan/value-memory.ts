const bits = 12;
const mask = (1 << bits) - 1;

/** Values by the hash of their text, in memory of a fixed size: a newer one takes the place of an older. */
export class ValueMemory {
  readonly #hashes = new Uint32Array(2 << bits);
  readonly #values: unknown[] = new Array(1 << bits).fill(undefined);

  /** Undefined when it is not there, which no JSON value is. */
  find(low: number, high: number): unknown {
    const place = low & mask;
    const isKnown = this.#hashes[2 * place] === low && this.#hashes[2 * place + 1] === high;
    return isKnown ? this.#values[place] : undefined;
  }

  keep(low: number, high: number, value: unknown): void {
    const place = low & mask;
    this.#hashes[2 * place] = low;
    this.#hashes[2 * place + 1] = high;
    this.#values[place] = value;
  }
}
