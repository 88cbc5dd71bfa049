import { EventIdReader } from '#src/normalize/batch/event-id-reader.ts';
import { type HashKey, KeyedHash } from '#src/normalize/batch/keyed-hash.ts';

/** The numbers that stand for texts in this data folder: those that the workers' batches hold. */
export interface TextNumbers {
  numberOf(text: string): bigint;
  eventIdOf(id: string): { readonly high: bigint; readonly low: bigint };
}

export function openTextNumbers(key: HashKey): TextNumbers {
  const hash = new KeyedHash(key);
  const ids = new EventIdReader(key);
  return {
    numberOf(text) {
      hash.text(text);
      return join(hash.high, hash.low);
    },
    eventIdOf(id) {
      ids.read(id);
      const [a = 0, b = 0, c = 0, d = 0] = ids.words;
      return { high: join(a, b), low: join(c, d) };
    },
  };
}

function join(high: number, low: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}
