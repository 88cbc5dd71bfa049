import type { Random } from './random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * An access key id as AWS issues them: after the prefix a set bit, the account in 40 bits, then chance. So whoever knows
 * how to read the account from a key can do it here too.
 */
export function accessKeyId(random: Random, prefix: 'AKIA' | 'ASIA', account: string): string {
  const bits = (1n << 49n) | (BigInt(account) << 9n) | BigInt(random.below(512));
  let letters = '';
  for (let shift = 45n; shift >= 0n; shift -= 5n) {
    letters += alphabet.charAt(Number((bits >> shift) & 31n));
  }
  return `${prefix}${letters}${random.letters(6)}`;
}
