import type { CorrelationMatch } from './run.ts';

interface Waiting {
  readonly match: CorrelationMatch;
  readonly until: number;
  readonly group: string;
}

/**
 * Matches that are known and not told yet. Each is told when its own last window has ended, whatever made it known
 * before: so their order depends on them alone, and not on events that no match is about.
 */
export class Outbox {
  /** Those that are told last come first. */
  readonly #waiting: Waiting[] = [];

  /** `until` is the last moment at which the match could still have grown, in milliseconds since 1970. */
  put(match: CorrelationMatch, until: number): void {
    const added = { match, until, group: JSON.stringify(match.group) };
    let [from, to] = [0, this.#waiting.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = this.#waiting[middle];
      if (other !== undefined && isAfter(other, added)) from = middle + 1;
      else to = middle;
    }
    this.#waiting.splice(from, 0, added);
  }

  /** Takes out what could not have grown at this time any more. */
  takeBefore(time: number): readonly CorrelationMatch[] {
    const due: CorrelationMatch[] = [];
    while ((this.#waiting.at(-1)?.until ?? Number.POSITIVE_INFINITY) < time) {
      const first = this.#waiting.pop();
      if (first !== undefined) due.push(first.match);
    }
    return due;
  }
}

function isAfter(a: Waiting, b: Waiting): boolean {
  if (a.until !== b.until) return a.until > b.until;
  if (a.match.rule !== b.match.rule) return a.match.rule > b.match.rule;
  return a.group > b.group;
}
