import { type Aggregate, createAggregate } from './aggregate.ts';
import type { Correlation } from './correlation.ts';
import type { Entry, Occurrence } from './occurrence.ts';
import { Queue } from './queue.ts';
import { RuleTimes } from './rule-times.ts';
import { isSatisfied } from './satisfied.ts';

/** The entries of one group inside the sliding window, oldest first. */
export class GroupWindow {
  readonly #correlation: Correlation;
  readonly #entries = new Queue<Entry>();
  readonly #aggregate: Aggregate;
  /** For temporal correlations only. */
  readonly #times: RuleTimes | undefined;
  /** Runs in the window, where the correlation counts runs of others. */
  readonly #runs: Set<string> | undefined;
  /** Which rule matched an event, and with which value, matters to some types; to the others it is one event. */
  readonly #countsEvents: boolean;
  #lastId: string | undefined;
  #lastTime: number | undefined;

  constructor(correlation: Correlation, refersToRuns: boolean) {
    this.#correlation = correlation;
    this.#aggregate = createAggregate(correlation);
    const isTemporal = correlation.type.startsWith('temporal');
    if (isTemporal) this.#times = new RuleTimes();
    if (refersToRuns && !isTemporal) this.#runs = new Set();
    this.#countsEvents = !isTemporal && correlation.type !== 'value_count';
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

  /**
   * False when the window counts this already: a run of another correlation counts once, however long it goes on, and so
   * does an event that several rules matched, which come one after the other. What is told to be new has to be added.
   */
  isNew({ rule, id, time }: Occurrence): boolean {
    const isLast = id === this.#lastId && (time === this.#lastTime || this.#runs !== undefined);
    const isAgain = this.#runs?.has(`${rule} ${id}`) || (this.#countsEvents && isLast);
    this.#runs?.add(`${rule} ${id}`);
    this.#lastId = id;
    this.#lastTime = time;
    return !isAgain;
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    this.#aggregate.add(entry);
    this.#times?.add(entry.occurrence.rule, entry.time);
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
    this.#times?.removeOldest(rule);
    this.#runs?.delete(`${rule} ${id}`);
  }
}
