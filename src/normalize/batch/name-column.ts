import type { NameRegister } from './name-register.ts';

/** One column of names. Neighbouring events are often alike, so the last value is kept at hand. */
export class NameColumn {
  low = 0;
  high = 0;
  #last = '';
  readonly #register: NameRegister;

  constructor(register: NameRegister) {
    this.#register = register;
  }

  /** Leaves the number of this text in `low` and `high`. */
  read(text: string): void {
    if (text === this.#last) return;
    this.#register.add(text);
    this.low = this.#register.low;
    this.high = this.#register.high;
    this.#last = text;
  }

  /** The same, and writes the two halves to a place in a list. */
  readInto(halves: Uint32Array, at: number, text: string): void {
    this.read(text);
    halves[at] = this.low;
    halves[at + 1] = this.high;
  }
}
