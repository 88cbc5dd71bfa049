/** Compact JSON text of a parsed value, however deep it is nested. */
export function compactJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // The one way that parsed JSON fails to stringify is nesting deeper than the stack.
    return withoutRecursion(value);
  }
}

function withoutRecursion(root: unknown): string {
  const text: string[] = [];
  /** What is still to be written, last first: a text as it is, or a value. */
  const pending: ({ readonly text: string } | { readonly value: unknown })[] = [{ value: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ('text' in next) {
      text.push(next.text);
      continue;
    }
    const { value } = next;
    if (typeof value !== 'object' || value === null) {
      text.push(JSON.stringify(value) ?? 'null');
    } else {
      for (const part of partsOf(value).toReversed()) pending.push(part);
    }
  }
  return text.join('');
}

function partsOf(value: object): ({ readonly text: string } | { readonly value: unknown })[] {
  const isArray = Array.isArray(value);
  const parts = Object.entries(value).flatMap(([key, child], index) => [
    { text: `${index > 0 ? ',' : ''}${isArray ? '' : `${JSON.stringify(key)}:`}` },
    { value: child },
  ]);
  return [{ text: isArray ? '[' : '{' }, ...parts, { text: isArray ? ']' : '}' }];
}
