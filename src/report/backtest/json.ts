import type { Tally } from '#src/detect/backtest/tally.ts';
import type { RuleHead } from '#src/detect/sigma/rule-set.ts';
import { shortIsoTime } from '#src/model/time.ts';

/** What rules would have found in the stored history. */
export interface Backtest {
  /** The rules that were asked for. */
  readonly rules: readonly RuleHead[];
  readonly tally: Tally;
  /** Events in the window. */
  readonly events: number;
  /** Those that were not ruled out by what the history knows without their records. */
  readonly lookedAt: number;
  /** Milliseconds since 1970 of the first and last event; undefined when there is none with a possible time. */
  readonly firstSeen: number | undefined;
  readonly lastSeen: number | undefined;
}

/** The documented shape of `rules backtest --format json`. */
export function backtestJson({ rules, tally, events, lookedAt, ...times }: Backtest) {
  const { matches, days, actors, examples } = tally;
  return {
    rules: rules.map(({ key, id, title, level, file }) => ({
      id,
      title,
      level,
      file,
      matches: tally.rules.get(key) ?? 0,
    })),
    matches,
    days,
    actors,
    examples: examples.map(({ rule: _, time, ...example }) => ({
      time: knownTime(time) ?? '',
      ...example,
    })),
    events,
    lookedAt,
    covered: { from: knownTime(times.firstSeen) ?? null, to: knownTime(times.lastSeen) ?? null },
  };
}

/** Undefined for a time that is not known. */
export function knownTime(time: number | undefined): string | undefined {
  if (time === undefined || time === 0) return undefined;
  return shortIsoTime(time);
}
