import { fnv1a } from '#src/fnv1a.ts';

/** Repeatable randomness: the same seed gives the same values on every machine. */
export interface Random {
  /** 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True in `share` of the cases, 0 to 1. */
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** `length` letters of the alphabet that AWS ids use. */
  letters(length: number): string;
  uuid(): string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** One independent stream for each name, so that adding an attack does not change the ordinary days. */
export function createRandom(seed: number, name: string): Random {
  return randomFrom(sfc32(seed, name));
}

/** A stream that goes on with another seed from when it is told to; with the same seed it just goes on. */
export function createChangingRandom(
  seed: number,
  later: number,
  name: string,
): { readonly random: Random; change(): void } {
  let next32 = sfc32(seed, name);
  return {
    random: randomFrom(() => next32()),
    change() {
      if (later !== seed) next32 = sfc32(later, name);
    },
  };
}

function randomFrom(next32: () => number): Random {
  const next = () => next32() / 4_294_967_296;
  const below = (limit: number) => Math.floor(next() * limit);
  const hex8 = () => next32().toString(16).padStart(8, '0');
  const hex = (length: number) => {
    let text = '';
    while (text.length < length) text += hex8();
    return text.slice(0, length);
  };
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (share) => next() < share,
    pick: (list) => pickFrom(list, below(list.length)),
    hex,
    letters: (length) => {
      let text = '';
      for (let count = 0; count < length; count += 1) text += alphabet.charAt(next32() & 31);
      return text;
    },
    uuid: () => {
      const digits = hex(32);
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
    },
  };
}

function pickFrom<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError('There is nothing to pick from an empty list');
  return value;
}

/** Chris Doty-Humphrey's small fast counting generator, 32 bits a step. https://pracrand.sourceforge.net/ */
function sfc32(seed: number, name: string): () => number {
  let a = fnv1a(name);
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + result) | 0;
    return result >>> 0;
  };
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  return next;
}
