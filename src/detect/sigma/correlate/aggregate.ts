import type { Correlation } from './correlation.ts';
import type { Entry } from './occurrence.ts';

/** The number that a condition is about, kept while entries come and go. */
export interface Aggregate {
  readonly value: number;
  add(entry: Entry): void;
  remove(entry: Entry): void;
}

/** More distinct values than this are not kept apart; `isFull` then says that the value is a lower bound. */
const mostValues = 100_000;

export function createAggregate({ type, percentile }: Correlation): Aggregate & Fullness {
  switch (type) {
    case 'event_count':
      return new Count();
    case 'value_count':
      return new Distinct((entry) => entry.value);
    case 'temporal':
    case 'temporal_ordered':
      return new Distinct((entry) => entry.occurrence.rule);
    case 'value_sum':
      return new Sum((sum) => sum);
    case 'value_avg':
      return new Sum((sum, count) => sum / count);
    case 'value_median':
      return new Quantile(50);
    case 'value_percentile':
      return new Quantile(percentile);
  }
}

interface Fullness {
  readonly isFull: boolean;
}

class Count implements Aggregate {
  value = 0;
  readonly isFull = false;

  add(): void {
    this.value += 1;
  }

  remove(): void {
    this.value -= 1;
  }
}

class Distinct implements Aggregate {
  readonly #counts = new Map<string | number, number>();
  readonly #keyOf: (entry: Entry) => string | number;
  isFull = false;

  constructor(keyOf: (entry: Entry) => string | number) {
    this.#keyOf = keyOf;
  }

  get value(): number {
    return this.#counts.size;
  }

  add(entry: Entry): void {
    const key = this.#keyOf(entry);
    const count = this.#counts.get(key);
    if (count === undefined && this.#counts.size >= mostValues) this.isFull = true;
    else this.#counts.set(key, (count ?? 0) + 1);
  }

  remove(entry: Entry): void {
    const key = this.#keyOf(entry);
    const count = this.#counts.get(key);
    if (count === undefined) return;
    if (count > 1) this.#counts.set(key, count - 1);
    else this.#counts.delete(key);
  }
}

class Sum implements Aggregate {
  #sum = 0;
  #count = 0;
  readonly isFull = false;
  readonly #combine: (sum: number, count: number) => number;

  constructor(combine: (sum: number, count: number) => number) {
    this.#combine = combine;
  }

  get value(): number {
    return this.#combine(this.#sum, this.#count);
  }

  add({ value }: Entry): void {
    this.#sum += Number(value);
    this.#count += 1;
  }

  remove({ value }: Entry): void {
    this.#count -= 1;
    // Rounding errors of additions must not outlive the values.
    this.#sum = this.#count === 0 ? 0 : this.#sum - Number(value);
  }
}

/** Linear interpolation between the two nearest values, as spreadsheets and NumPy do by default. */
class Quantile implements Aggregate {
  readonly #sorted: number[] = [];
  readonly #percentile: number;
  isFull = false;

  constructor(percentile: number) {
    this.#percentile = percentile;
  }

  get value(): number {
    const position = ((this.#sorted.length - 1) * this.#percentile) / 100;
    const below = this.#sorted[Math.floor(position)] ?? Number.NaN;
    const above = this.#sorted[Math.ceil(position)] ?? Number.NaN;
    return below + (above - below) * (position - Math.floor(position));
  }

  add({ value }: Entry): void {
    if (this.#sorted.length >= mostValues) this.isFull = true;
    else this.#sorted.splice(this.#placeOf(Number(value)), 0, Number(value));
  }

  remove({ value }: Entry): void {
    const place = this.#placeOf(Number(value));
    if (this.#sorted[place] === Number(value)) this.#sorted.splice(place, 1);
  }

  #placeOf(value: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
