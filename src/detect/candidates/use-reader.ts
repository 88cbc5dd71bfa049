import { fullValue } from '#src/model/candidate-batch.ts';
import type { Detection } from '#src/model/detection.ts';
import { type HashKey, KeyedHash } from '#src/normalize/batch/keyed-hash.ts';
import { entriesOf, valuesOf } from '../sigma/correlate/entries.ts';
import { type Occurrence, occurrenceOf } from '../sigma/correlate/occurrence.ts';
import { needsWholeWindow } from '../sigma/correlate/satisfied.ts';
import { shownRules } from '../sigma/correlate/shown-rules.ts';
import type { RuleSet, SigmaCorrelation } from '../sigma/rule-set.ts';
import { leastValues } from './least-values.ts';

type Correlations = Pick<RuleSet, 'rules' | 'correlations'>;

/** A correlation as the sieve sees it. */
interface Counted {
  readonly correlation: SigmaCorrelation['correlation'];
  /** Tells the groups of this correlation from those of others. */
  readonly seed: number;
  /** More than 1: where one may be enough there is nothing to count. */
  readonly least: number;
}

/** A match that brings more values than this to its groups fills them: lists are as long as their sender likes. */
const mostValues = 64;
/** The same actors and calls come again and again. */
const mostHashes = 10_000;

type Pair = readonly [high: number, low: number];
const manyValues: readonly Pair[] = [[fullValue, fullValue]];

/**
 * Says what a match is to the correlations that use its rule: the slice that it falls into, and the value that it brings
 * there. A slice is one group in one stretch of time as long as the correlation's timespan. Every window lies in two
 * slices that follow each other, and the number of a slice is that of the one before it plus one.
 */
export class UseReader {
  /** Names the correlations; uses are comparable only between readers with the same name and hash key. */
  readonly correlations: string;
  readonly #hash: KeyedHash;
  readonly #hashes = new Map<string, Pair>();
  readonly #users = new Map<string, readonly Counted[]>();
  readonly #certain: Set<string>;

  constructor(ruleSet: Correlations, hashKey: HashKey) {
    this.#hash = new KeyedHash(hashKey);
    this.correlations = this.#textHash(describe(ruleSet.correlations));
    this.#certain = new Set(shownRules(ruleSet));
    const keys = new Set(ruleSet.correlations.map(({ key }) => key));
    const timesMatter = tellsWhenOver(ruleSet.correlations);
    for (const { key, correlation } of ruleSet.correlations) {
      const { rules } = correlation;
      const isUncounted = timesMatter || rules.some((rule) => keys.has(rule));
      const least = isUncounted ? 1 : leastValues(correlation);
      this.#hash.text(key);
      for (const rule of rules) this.#use(rule, { correlation, seed: this.#hash.low, least });
    }
  }

  #use(rule: string, user: Counted): void {
    if (user.least === 1) this.#certain.add(rule);
    else this.#users.set(rule, [...(this.#users.get(rule) ?? []), user]);
  }

  /** True when matches of this rule are kept whatever the others are: they are shown, or one of them may be enough. */
  isCertain(rule: string): boolean {
    return this.#certain.has(rule) || !this.#users.has(rule);
  }

  /**
   * Adds the uses of a match with this line number, `noLine` when it is kept for certain and only counts for others.
   * Returns how many there are: a match without any belongs to no group, and comes to nothing.
   */
  add(detection: Detection, line: number, uses: number[]): number {
    const users = this.#users.get(detection.rule);
    if (users === undefined) return 0;
    const occurrence = occurrenceOf(detection);
    let count = 0;
    for (const user of users) {
      const groups = valuesOf(user.correlation, user.correlation.groupBy, occurrence);
      const values = groups.length === 0 ? [] : this.#valuesOf(user, occurrence);
      const brought = groups.length * values.length > mostValues ? manyValues : values;
      for (const group of groups) {
        const slice = this.#sliceOf(user, group, detection.time);
        for (const [high, low] of brought) uses.push(line, slice, high, low, user.least);
        count += brought.length;
      }
    }
    return count;
  }

  /** What the condition counts different ones of, as hashes. */
  #valuesOf({ correlation }: Counted, occurrence: Occurrence): readonly Pair[] {
    const entries = entriesOf(correlation, occurrence);
    if (correlation.type === 'value_count') return entries.map(({ value }) => this.#hashOf(value));
    const { id, rule, time } = occurrence;
    // Records of several times that bear one id are several events to a correlation.
    const counted = correlation.type === 'event_count' ? `${id} ${time}` : rule;
    return entries.length === 0 ? [] : [this.#hashOf(counted)];
  }

  #hashOf(value: string | number): Pair {
    const text = String(value);
    const known = this.#hashes.get(text);
    if (known !== undefined) return known;
    this.#hash.text(text);
    const pair: Pair = [this.#hash.high, this.#hash.low];
    if (this.#hashes.size >= mostHashes) this.#hashes.clear();
    this.#hashes.set(text, pair);
    return pair;
  }

  #sliceOf({ correlation, seed }: Counted, group: readonly string[], time: number): number {
    let mixed = seed;
    for (const text of group) {
      mixed = Math.imul(mixed, 31) + this.#hashOf(text)[1];
    }
    return (mixed + Math.floor(time / correlation.timespanMs)) >>> 0;
  }

  #textHash(text: string): string {
    this.#hash.text(text);
    return `${this.#hash.high.toString(16)}-${this.#hash.low.toString(16)}`;
  }
}

/**
 * Whether a correlation tells another one of windows that are over. It does so when time goes on, which is with the next
 * match of whatever rule: none can be left out then.
 */
function tellsWhenOver(correlations: readonly SigmaCorrelation[]): boolean {
  const referred = new Set(correlations.flatMap(({ correlation }) => correlation.rules));
  return correlations.some(
    ({ key, correlation }) => referred.has(key) && needsWholeWindow(correlation),
  );
}

/** Everything that uses depend on. */
function describe(correlations: readonly SigmaCorrelation[]): string {
  return JSON.stringify(
    correlations.map(({ key, correlation }) => [key, correlation]),
    (_, value) => (value instanceof Map ? [...value] : value),
  );
}
