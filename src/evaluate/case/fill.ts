/** Replaces `{name}` in every text of a value, keys of objects too; names that are not known stay as they are. */
export function fill<T>(value: T, names: Readonly<Record<string, string>>): T {
  return filled(value, names) as T;
}

function filled(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fillText(value, names);
  if (Array.isArray(value)) return value.map((item) => filled(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [fillText(key, names), filled(inner, names)]),
  );
}

function fillText(text: string, names: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{([a-z][a-z0-9-]*)\}/g, (whole, name: string) =>
    Object.hasOwn(names, name) ? (names[name] ?? whole) : whole,
  );
}
