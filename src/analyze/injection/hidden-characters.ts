/** What a person does not see but a model reads: controls, formats, separators, private use, selectors, fillers. */
const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Tag characters and bidirectional overrides have no honest use in a name. */
const deceptive = /[\u202a-\u202e\u2066-\u2069]|[\u{e0020}-\u{e007e}]/u;

const tagCharacters = /[\u{e0020}-\u{e007e}]+/gu;

/** Without what is hidden, on one line. */
export function visible(text: string): string {
  return text.replaceAll(hidden, ' ').replaceAll(/\s+/g, ' ').trim();
}

export function isDeceptive(text: string): boolean {
  return deceptive.test(text);
}

/** With what tag characters spell: text that no screen shows and every model reads. */
export function revealed(text: string): string {
  return text.replaceAll(tagCharacters, (tags) => {
    const letters = [...tags].map((tag) => (tag.codePointAt(0) ?? 0) - 0xe0000);
    return ` ${String.fromCodePoint(...letters)} `;
  });
}
