/** 16 words of 32 bits: one cache line. */
const wordsInBlock = 16;
const bitsPerId = 8;

/**
 * Which event ids may be stored: a Bloom filter in memory of a fixed size, all bits of one id in one cache line. "No" is
 * certain; "yes" is wrong for fewer than one id in 400 with ten million stored in 2^27 bits, so it is confirmed with the
 * database.
 */
export class IdFilter {
  readonly #words: Uint32Array;
  readonly #blockMask: number;

  /** `bits`: the filter holds 2^bits bits. */
  constructor(bits: number) {
    this.#words = new Uint32Array(2 ** (bits - 5));
    this.#blockMask = this.#words.length / wordsInBlock - 1;
  }

  /** Adds the id whose halves are at this place, and says whether it may have been there before. */
  add(highs: Uint32Array, lows: Uint32Array, at: number): boolean {
    const high = mix((highs[at] ?? 0) ^ Math.imul(highs[at + 1] ?? 0, 0x9e3779b1));
    const low = mix((lows[at] ?? 0) ^ Math.imul(lows[at + 1] ?? 0, 0x85ebca77) ^ high);
    const block = (high & this.#blockMask) * wordsInBlock;
    let bits = low;
    let wasThere = true;
    for (let index = 0; index < bitsPerId; index++) {
      // Nine bits choose one of the block's 512; every third time there are new ones.
      bits = index % 3 === 2 ? mix(bits + high) : bits >>> 9;
      const word = block + ((bits >>> 5) & (wordsInBlock - 1));
      const flag = 1 << (bits & 31);
      const value = this.#words[word] ?? 0;
      wasThere &&= (value & flag) !== 0;
      this.#words[word] = value | flag;
    }
    return wasThere;
  }
}

/** Finalizer of Murmur3, so that ids which count upwards spread as well as random ones. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
