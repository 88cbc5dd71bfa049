import { familyPrices, managedFactors, type Range, typePrices } from './prices.ts';

export type Offer = keyof typeof managedFactors;

/** How many times an `xlarge` each size is. */
const sizes: ReadonlyMap<string, number> = new Map([
  ['nano', 1 / 32],
  ['micro', 1 / 16],
  ['small', 1 / 8],
  ['medium', 1 / 4],
  ['large', 1 / 2],
  ['xlarge', 1],
]);

/**
 * Dollars an hour for one machine: `p5.48xlarge`, `db.r6g.large`, `m5.large.search`, `ml.g5.xlarge`, `cache.t3.micro`.
 * Undefined for a type that there is no price for.
 */
export function instancePrice(type: string, offer: Offer = 'ec2'): Range | undefined {
  const bare = bareType(type);
  const price = typePrices.get(bare) ?? proportionalPrice(bare);
  return price && times(price, managedFactors[offer]);
}

function bareType(type: string): string {
  return type
    .toLowerCase()
    .replace(/^(?:db|ml|cache|kafka|search)\./, '')
    .replace(/\.(?:search|elasticsearch)$/, '')
    .replace(/\.tpc\d.*$/, '');
}

function proportionalPrice(type: string): Range | undefined {
  const [family = '', size = ''] = type.split('.', 2);
  const price = familyPrices.get(family);
  const factor = sizeFactor(size);
  return price === undefined || factor === undefined ? undefined : scaled(factor, price);
}

/** A whole machine (`metal`) is the largest size of its family, which differs. */
function sizeFactor(size: string): Range | undefined {
  if (size === 'metal') return { low: 16, high: 48 };
  const named = sizes.get(size);
  if (named !== undefined) return { low: named, high: named };
  const multiple = Number(/^(?:metal-)?(\d{1,3})xl(?:arge)?$/.exec(size)?.[1] ?? 0);
  return multiple === 0 ? undefined : { low: multiple, high: multiple };
}

export function times(a: Range, b: Range): Range {
  return { low: a.low * b.low, high: a.high * b.high };
}

export function scaled(range: Range, by: number): Range {
  return { low: range.low * by, high: range.high * by };
}

export function sum(ranges: readonly Range[]): Range {
  return ranges.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), {
    low: 0,
    high: 0,
  });
}
