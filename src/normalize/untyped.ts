/** Reading values of unknown shape. Nothing here throws, whatever the JSON was. */
export type Bag = Readonly<Record<string, unknown>>;

const empty: Bag = Object.freeze(Object.create(null));

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The object itself, or an empty one: reading on from it gives undefined. */
export function bag(value: unknown): Bag {
  return typeof value === 'object' && value !== null ? (value as Bag) : empty;
}

/**
 * A list in any of the shapes that CloudTrail writes one: an array, `{ items: [...] }` or `{ item: … }` (EC2), or a
 * single value where the request had one element.
 */
export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value === undefined || value === null) return [];
  const { items, item } = bag(value);
  if (items !== undefined) return list(Array.isArray(items) ? items : [items]);
  if (item !== undefined) return Array.isArray(item) ? item : [item];
  return [value];
}

/** The strings of a list; other elements are dropped. */
export function texts(value: unknown): readonly string[] {
  return list(value).filter((element) => typeof element === 'string');
}

/** The first of these keys that is present. Services differ in the first letter: `policyArn` also reads `PolicyArn`. */
export function pick(from: Bag, ...keys: readonly string[]): unknown {
  for (const key of keys) {
    const value = from[key] ?? from[key.charAt(0).toUpperCase() + key.slice(1)];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** The first of these keys that holds a text or a number, as text; '' when none does. */
export function pickText(from: Bag, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = pick(from, key);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return '';
}
