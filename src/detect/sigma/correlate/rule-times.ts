import { Queue } from './queue.ts';

/** When each rule matched inside a window. */
export class RuleTimes {
  readonly #times = new Map<string, Queue<number>>();

  add(rule: string, time: number): void {
    const times = this.#times.get(rule) ?? new Queue<number>();
    times.push(time);
    this.#times.set(rule, times);
  }

  /** Removes the oldest time of a rule. */
  removeOldest(rule: string): void {
    this.#times.get(rule)?.shift();
  }

  has(rule: string): boolean {
    return (this.#times.get(rule)?.size ?? 0) > 0;
  }

  /** The most rules that matched one after the other in the order given; matches of one second are in any order. */
  longestChain(rules: readonly string[]): number {
    /** For each length of a chain, the earliest time at which one can end. */
    const ends = [Number.NEGATIVE_INFINITY];
    for (const rule of rules) {
      for (let length = ends.length - 1; length >= 0; length -= 1) {
        const earliest = startOfSecond(ends[length] ?? Number.NEGATIVE_INFINITY);
        const time = this.#times.get(rule)?.firstWhere((one) => one >= earliest);
        if (time !== undefined && time < (ends[length + 1] ?? Number.POSITIVE_INFINITY)) {
          ends[length + 1] = time;
        }
      }
    }
    return ends.length - 1;
  }
}

function startOfSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}
