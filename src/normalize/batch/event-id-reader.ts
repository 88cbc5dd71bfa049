import { readHash, readUuid } from './event-id-number.ts';
import { type HashKey, KeyedHash } from './keyed-hash.ts';

/**
 * The number under which an event is kept once: a UUID and a hash of the record as they are, so that events of one time
 * have the same order in every data folder; any other id as 128 bits of hash.
 */
export class EventIdReader {
  /** Most significant first. */
  readonly words = new Uint32Array(4);
  readonly #first: KeyedHash;
  readonly #second: KeyedHash;

  constructor([key0, key1]: HashKey) {
    this.#first = new KeyedHash([key0, key1]);
    this.#second = new KeyedHash([~key1, key0]);
  }

  /** Leaves the number in `words`; true when the id is a UUID and can be written again from it. */
  read(id: string): boolean {
    if (readUuid(id, this.words)) return true;
    if (readHash(id, this.words)) return false;
    this.#first.text(id);
    this.#second.text(id);
    this.words[0] = this.#first.high;
    this.words[1] = this.#first.low;
    this.words[2] = this.#second.high;
    this.words[3] = this.#second.low;
    return false;
  }
}
