/** Values for `expand`, by name without the percent signs. */
export type Placeholders = Readonly<Record<string, readonly string[]>>;

const mostTexts = 10_000;

/** True when `%name%` stands in the text, percent signs escaped by a backslash not counting. */
export function hasPlaceholder(text: string): boolean {
  return partsOf(text).some((part) => 'name' in part);
}

/**
 * The text with `%name%` replaced by each of its values; `\%` is a plain percent sign. Throws a TypeError for a name
 * without values: the Sigma specification says that such a rule must be rejected.
 */
export function fillPlaceholders(
  text: string,
  placeholders: Placeholders,
  quote: (value: string) => string = (value) => value,
): readonly string[] {
  let texts: readonly string[] = [''];
  for (const part of partsOf(text)) {
    const choices = 'name' in part ? valuesOf(part.name, placeholders).map(quote) : [part.text];
    texts = texts.flatMap((start) => choices.map((choice) => start + choice));
    if (texts.length > mostTexts) throw new TypeError('the placeholders make too many values');
  }
  return texts;
}

function valuesOf(name: string, placeholders: Placeholders): readonly string[] {
  const values = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
  if (values === undefined || values.length === 0) {
    throw new TypeError(`the placeholder %${name}% has no values (expand in the configuration)`);
  }
  return values;
}

type Part = { readonly text: string } | { readonly name: string };

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (;;) {
    const start = findPercent(rest, 0);
    const end = start < 0 ? -1 : findPercent(rest, start + 1);
    if (end < 0) break;
    const name = rest.slice(start + 1, end);
    if (name === '' || /\s/.test(name)) {
      parts.push({ text: plain(rest.slice(0, end)) });
      rest = rest.slice(end);
    } else {
      parts.push({ text: plain(rest.slice(0, start)) }, { name });
      rest = rest.slice(end + 1);
    }
  }
  return [...parts, { text: plain(rest) }];
}

function findPercent(text: string, from: number): number {
  let index = text.indexOf('%', from);
  while (index > 0 && text[index - 1] === '\\') index = text.indexOf('%', index + 1);
  return index;
}

function plain(text: string): string {
  return text.replaceAll('\\%', '%');
}
