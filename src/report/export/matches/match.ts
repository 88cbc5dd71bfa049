import type { Severity } from '#src/model/severity.ts';

interface AnyMatch {
  readonly rule: {
    readonly id: string;
    readonly title: string;
    readonly level: Severity;
    /** Relative to the folder of rules. */
    readonly file: string;
  };
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly account: string;
  readonly region: string;
}

/** A rule matched one event. */
export interface EventMatch extends AnyMatch {
  readonly eventId: string;
}

/** A correlation fired for one group. */
export interface CorrelationMatch extends AnyMatch {
  readonly group: Readonly<Record<string, string>>;
  readonly value: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly eventIds: readonly string[];
}

/** A line of `cairn detect`. */
export type Match = EventMatch | CorrelationMatch;

export function isCorrelation(match: Match): match is CorrelationMatch {
  return 'eventIds' in match;
}
