import type { RawRecord } from '#src/model/cloud-event.ts';
import { type Bag, bag, pick } from '#src/normalize/untyped.ts';
import { instancePrice, type Offer } from './instance-price.ts';
import type { Range } from './prices.ts';

/** What one call starts or sends, and what one of it costs. */
export interface Priced {
  /** `p5.48xlarge`, `NAT gateway` */
  readonly what: string;
  readonly count: Range;
  /** Dollars an hour for one, dollars at once for one; absent when there is no price. */
  readonly each?: Range | undefined;
  readonly eachAtOnce?: Range | undefined;
  /** True for messages and calls, of which the alert shows how often they are made. */
  readonly isPerCall?: boolean;
  readonly assumptions?: readonly string[];
}

export interface Call {
  readonly record: RawRecord;
  readonly request: Bag;
  readonly response: Bag;
}

export type Read = (call: Call) => readonly Priced[];

export function count(low: number, high = low): Range {
  return { low: Math.min(low, high), high: Math.max(low, high) };
}

/** No call starts more than this; a larger number is nonsense that must not become a sum of money. */
const most = 1_000_000;

/** The first of these keys that holds a number which can be a count. */
export function numberIn(from: Bag, ...keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const value = pick(from, key);
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number === 'number' && number >= 0 && number <= most) return number;
  }
  return undefined;
}

/** Machines of a type; one that the call does not name has no price. */
export function machines(type: string, howMany: Range, offer: Offer = 'ec2'): Priced {
  const what = type === '' ? 'machine of a type that the call does not name' : type;
  return { what, count: howMany, each: type === '' ? undefined : instancePrice(type, offer) };
}

/** A field inside fields: `at(request, 'scalingConfig', 'maxSize')`. */
export function at(from: Bag, ...path: readonly string[]): Bag {
  return path.reduce<Bag>((inner, key) => bag(pick(inner, key)), from);
}
