import { compareTexts } from '#src/compare-texts.ts';
/** How many sessions had a value, for at most about `most` values: the rarest go first, and it is said how many went. */
export interface Counts {
  readonly of: Map<string, number>;
  /** Values that were dropped, each as often as it was; a value may come back and be dropped again. */
  dropped: number;
}

export function noCounts(): Counts {
  return { of: new Map(), dropped: 0 };
}

export function count(counts: Counts, value: string, most: number): void {
  counts.of.set(value, (counts.of.get(value) ?? 0) + 1);
  if (counts.of.size > 2 * most) prune(counts, most);
}

/** Keeps the most frequent values; of those that are as frequent, the first by their text. */
export function prune(counts: Counts, most: number): void {
  if (counts.of.size <= most) return;
  const sorted = [...counts.of].sort(([a, m], [b, n]) => n - m || compareTexts(a, b));
  for (const [value] of sorted.slice(most)) counts.of.delete(value);
  counts.dropped += sorted.length - most;
}
