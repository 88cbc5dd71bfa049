import { type Aggregate, createAggregate } from './aggregate.ts';
import type { Correlation } from './correlation.ts';
import type { Entry } from './occurrence.ts';
import { Queue } from './queue.ts';
import { RuleTimes } from './rule-times.ts';
import { isSatisfied } from './satisfied.ts';

/** The entries of one group inside the sliding window, oldest first. */
export class GroupWindow {
  readonly #correlation: Correlation;
  readonly #entries = new Queue<Entry>();
  readonly #aggregate: Aggregate;
  readonly #times = new RuleTimes();
  readonly #ids = new Set<string>();
  readonly #isTemporal: boolean;

  constructor(correlation: Correlation) {
    this.#correlation = correlation;
    this.#aggregate = createAggregate(correlation);
    this.#isTemporal = correlation.type.startsWith('temporal');
  }

  get size(): number {
    return this.#entries.size;
  }

  get firstTime(): number | undefined {
    return this.#entries.first?.time;
  }

  get entries(): Iterable<Entry> {
    return this.#entries;
  }

  get isSatisfied(): boolean {
    if (this.size === 0) return false;
    return isSatisfied(this.#correlation, this.#aggregate.value, this.#times);
  }

  /** False when the window holds this already: a run of another correlation counts once, however long it goes on. */
  add(entry: Entry): boolean {
    const { rule, id } = entry.occurrence;
    if (!this.#isTemporal) {
      const key = `${rule} ${id}`;
      if (this.#ids.has(key)) return false;
      this.#ids.add(key);
    }
    this.#entries.push(entry);
    this.#aggregate.add(entry);
    if (this.#isTemporal) this.#times.add(rule, entry.time);
    return true;
  }

  /** Drops what is older; returns how many entries went. */
  dropBefore(time: number): number {
    let dropped = 0;
    while ((this.firstTime ?? Number.POSITIVE_INFINITY) < time) {
      this.dropOldest();
      dropped += 1;
    }
    return dropped;
  }

  dropOldest(): void {
    const entry = this.#entries.shift();
    if (entry === undefined) return;
    const { rule, id } = entry.occurrence;
    this.#aggregate.remove(entry);
    if (this.#isTemporal) this.#times.removeOldest(rule);
    else this.#ids.delete(`${rule} ${id}`);
  }
}
