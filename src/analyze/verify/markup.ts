/** Anything that a page, a chat or a mail could turn into more than words. */
const markup: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{1,20}:\/\//i,
  /\b(?:javascript|vbscript|data|mailto|file|tel|blob):/i,
  /\bwww\./i,
  /<[a-z!/?]/i,
  /&(?:[a-z]{2,10}|#x?[0-9a-f]{1,6});/i,
  /\]\s*\(|!\[|\[[^\]]*\]:/,
  /[`|]/,
  /\*\*|__|~~|\*\S[^*]*\*/,
  /^\s*(?:#{1,6}\s|>|[-*+]\s|\d+[.)]\s|={3,}|-{3,})/m,
  /[⟦⟧{}]/,
  // The empty pattern of Braille is a blank that is none.
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u,
];

export function holdsMarkup(text: string): boolean {
  return markup.some((pattern) => pattern.test(text));
}
