const deepest = 8;

/** The same JSON with another text for each text in it. Keys stay, and what is nested too deeply is left out. */
export function mapTexts(value: unknown, change: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return undefined;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change, depth + 1));
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    mapTexts(each, change, depth + 1),
  ]);
  return Object.fromEntries(entries);
}
