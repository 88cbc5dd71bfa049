const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Letters of the id that hold the first six bytes: 4 letters of prefix, then 10 of base32 carry 50 bits. */
const from = 4;
const until = 14;

/**
 * The account that an access key belongs to. Ids issued since about 2019 hold it: after the prefix, base32, the account
 * follows a first bit that is set. Older ids (fifth letter I or J) do not have that bit and hold none.
 * https://medium.com/@TalBeerySec/a-short-note-on-aws-key-id-f88cc4317489
 */
export function accountOfAccessKey(id: string): string | undefined {
  if (id.length < 16 || !(id.startsWith('AKIA') || id.startsWith('ASIA'))) return undefined;
  if (alphabet.indexOf(id.charAt(from)) < 16) return undefined;
  let bits = 0n;
  for (let index = from; index < until; index += 1) {
    const value = alphabet.indexOf(id.charAt(index));
    if (value === -1) return undefined;
    bits = (bits << 5n) | BigInt(value);
  }
  const account = ((bits >> 2n) & 0x7fffffffff80n) >> 7n;
  const digits = String(account).padStart(12, '0');
  return digits.length === 12 ? digits : undefined;
}
