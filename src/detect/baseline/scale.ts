/** How a number was distributed in training: from the largest value down, how many were at least that large. */
export interface Scale {
  readonly size: number;
  readonly points: readonly ScalePoint[];
}

export interface ScalePoint {
  readonly value: number;
  readonly atLeast: number;
}

/** The largest values one by one, the others thinned out: it is the tail that says how odd something is. */
const tail = 64;
const growth = 1.05;

export function scaleOf(values: readonly number[]): Scale {
  const sorted = values.toSorted((a, b) => b - a);
  const points: ScalePoint[] = [];
  let next = 1;
  for (const [index, value] of sorted.entries()) {
    const rank = index + 1;
    const isLastOfValue = sorted[rank] !== value;
    if (!isLastOfValue || (rank < next && rank < sorted.length)) continue;
    points.push({ value: round(value), atLeast: rank });
    next = rank < tail ? rank + 1 : Math.ceil(rank * growth);
  }
  return { size: sorted.length, points };
}

/**
 * How many training values would be at least this large; below 1 beyond the largest of them, so that what is odder still
 * counts for more, and never below 0.1.
 */
export function atLeast({ points, size }: Scale, exactly: number): number {
  const value = round(exactly);
  const [largest] = points;
  if (largest === undefined) return size;
  if (value > largest.value) return beyond(points, value - largest.value);
  const below = points.findIndex((point) => point.value <= value);
  const low = points[below];
  const high = points[below - 1];
  if (low === undefined) return size;
  if (high === undefined || low.value === value) return low.atLeast;
  const part = (value - low.value) / (high.value - low.value);
  return low.atLeast * (high.atLeast / low.atLeast) ** part;
}

function beyond(points: readonly ScalePoint[], excess: number): number {
  const range = (points[0]?.value ?? 0) - (points.at(-1)?.value ?? 0);
  return Math.max(0.1, 1 / (1 + (9 * excess) / Math.max(1, range)));
}

/** −log₁₀ of how seldom a training value is at least this large: 0 for the usual, 3 for one in a thousand. */
export function pointsOf(scale: Scale, value: number): number {
  if (scale.size === 0) return 0;
  return Math.max(0, -Math.log10(atLeast(scale, value) / (scale.size + 1)));
}

/** Share of the training values that are smaller, in percent; of a thousand values no more than 99.9 can be known. */
export function percentileOf(scale: Scale, value: number): number {
  if (scale.size === 0) return 0;
  return Math.max(0, 100 * (1 - Math.max(1, atLeast(scale, value)) / (scale.size + 1)));
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
