/**
 * Text for a person's terminal. Paths, rule titles and errors can hold what an attacker wrote: control characters (an
 * escape sequence can repaint the screen) and bidirectional or invisible marks become visible code points. New lines stay.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
