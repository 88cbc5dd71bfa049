import { hash128 } from '../event-id.ts';
import { readHash, readUuid } from './event-id-number.ts';
import { type HashKey, KeyedHash } from './keyed-hash.ts';

/**
 * The number under which an event is kept once, so that events of one time have the same order in every data folder: a
 * UUID and a hash of the record as they are; of any other id a hash, and then one with the folder's key, for ids that are
 * made to collide in the first.
 */
export class EventIdReader {
  /** Most significant first. */
  readonly words = new Uint32Array(4);
  readonly #hash: KeyedHash;

  constructor(key: HashKey) {
    this.#hash = new KeyedHash(key);
  }

  /** Leaves the number in `words`; true when the id is a UUID and can be written again from it. */
  read(id: string): boolean {
    if (readUuid(id, this.words)) return true;
    if (readHash(id, this.words)) return false;
    readHash(`hash-${hash128(id)}`, this.words);
    this.#hash.text(id);
    this.words[2] = this.#hash.high;
    this.words[3] = this.#hash.low;
    return false;
  }
}
