import { Buffer } from 'node:buffer';
import type { TextList } from './event-batch.ts';

/** UTF-8 takes at most three bytes for a UTF-16 code unit. */
const mostBytesPerUnit = 3;

/** A growing list of texts in one buffer. */
export class Texts {
  #bytes = Buffer.allocUnsafeSlow(16_384);
  #length = 0;
  #ends: number[] = [];

  add(text: string): void {
    const needed = this.#length + text.length * mostBytesPerUnit;
    if (needed > this.#bytes.length) this.#grow(needed);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
    this.#ends.push(this.#length);
  }

  take(): TextList {
    const list = {
      bytes: new Uint8Array(this.#bytes.subarray(0, this.#length)),
      ends: Uint32Array.from(this.#ends),
    };
    this.#length = 0;
    this.#ends = [];
    return list;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
