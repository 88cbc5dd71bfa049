import { randomBytes } from 'node:crypto';
import type { HashKey } from '#src/normalize/batch/keyed-hash.ts';

/** A key that nobody can guess. */
export function newHashKey(): HashKey {
  const random = randomBytes(8);
  return [random.readUInt32LE(0), random.readUInt32LE(4)];
}
