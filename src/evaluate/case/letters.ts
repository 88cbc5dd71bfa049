import { fnv1a } from '#src/fnv1a.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Letters that look random and are always the same for the same text, for ids that nobody wants to write down. */
export function letters(text: string, length: number): string {
  let result = '';
  for (let index = 0; result.length < length; index += 1) {
    result += alphabet.charAt(hashOf(`${index} ${text}`) % alphabet.length);
  }
  return result;
}

/** 32 bits, with a last mix so that near texts lie apart. */
export function hashOf(text: string): number {
  const first = fnv1a(text);
  const hash = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
