/**
 * FNV-1a, 32 bits, over UTF-16 code units, as a signed number; `hash` goes on from an earlier text.
 * http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fnv1a(text: string, hash = 0x811c9dc5): number {
  let mixed = hash;
  for (let index = 0; index < text.length; index += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  }
  return mixed | 0;
}
