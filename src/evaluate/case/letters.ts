const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Letters that look random and are always the same for the same text, for ids that nobody wants to write down. */
export function letters(text: string, length: number): string {
  let result = '';
  for (let index = 0; result.length < length; index += 1) {
    result += alphabet.charAt(hashOf(`${index} ${text}`) % alphabet.length);
  }
  return result;
}

/** FNV-1a, 32 bits, with a last mix so that near texts lie apart. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
