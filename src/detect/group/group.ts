import { compareTexts } from '#src/compare-texts.ts';
import { hourMs } from '#src/model/time.ts';
import type { CorrelationMatch } from '../sigma/correlate/run.ts';
import { type AlertGroup, compareGroups, isCorrelation, type Signal } from './alert-group.ts';
import { type SingleDetection, withoutCopies } from './copies.ts';
import {
  addDetection,
  closeGroup,
  groupOfCorrelation,
  type OpenGroup,
  openGroup,
  type RecordBudget,
} from './open-group.ts';

export interface GroupOptions {
  /** Length of the windows, which are aligned to 1970-01-01T00:00Z so that late data never moves them. */
  readonly windowHours: number;
  /** Characters of JSON of the evidence records that open groups hold in memory. */
  readonly recordBudget?: number;
  /** Told of every detection, with the key of the group that it goes into. */
  readonly onDetection?: (key: string, detection: SingleDetection) => void;
}

/** Groups that will not grow any more. */
export interface ClosedWindow {
  readonly groups: readonly AlertGroup[];
  /** No later group has a detection before this time (milliseconds since 1970; infinite at the end). */
  readonly until: number;
}

/**
 * Detections of one rule, actor, account and resource class inside one window are one group. `signals` come ordered by
 * time, as the spool gives them; groups come window by window, each window ordered by `compareGroups`. Memory is bounded
 * by the groups of one window.
 */
export async function* groupSignals(
  signals: AsyncIterable<Signal>,
  options: GroupOptions,
): AsyncGenerator<ClosedWindow> {
  const windowMs = options.windowHours * hourMs;
  const budget: RecordBudget = { left: options.recordBudget ?? 48 * 1024 * 1024 };
  const correlations = new CorrelationGroups(windowMs);
  let open = new Map<string, OpenGroup>();
  let window = Number.NEGATIVE_INFINITY;

  function flush(): readonly AlertGroup[] {
    const groups = [...open.values()].map((group) => closeGroup(group, budget));
    open = new Map();
    return [...groups, ...correlations.take()].toSorted(compareGroups);
  }

  for await (const signal of withoutCopies(signals)) {
    if (isCorrelation(signal)) {
      correlations.add(signal);
      continue;
    }
    const start = Math.floor(signal.time / windowMs) * windowMs;
    if (start > window) {
      const closed = flush();
      if (closed.length > 0) yield { groups: closed, until: start };
      window = start;
    }
    const key = keyOf(signal, start);
    options.onDetection?.(key, signal);
    addTo(open, key, signal, budget);
  }
  const rest = flush();
  if (rest.length > 0) yield { groups: rest, until: Number.POSITIVE_INFINITY };
}

function addTo(
  open: Map<string, OpenGroup>,
  key: string,
  detection: SingleDetection,
  budget: RecordBudget,
): void {
  const group = open.get(key);
  if (group === undefined) open.set(key, openGroup(key, detection, budget));
  else addDetection(group, detection, budget);
}

function keyOf(detection: SingleDetection, windowStart: number): string {
  const { rule, actorKey, account, resourceClass } = detection;
  return JSON.stringify([rule, actorKey, account, resourceClass, windowStart]);
}

/**
 * Matches of one correlation for one group inside one window are one alert too. A match is known only when its run has
 * ended, so it can come after its window: then it gets a number of its own, never an id that was given already.
 */
class CorrelationGroups {
  readonly #windowMs: number;
  readonly #given = new Map<string, number>();
  #open = new Map<string, CorrelationMatch>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(signal: CorrelationMatch): void {
    const start = Math.floor(signal.firstSeen / this.#windowMs) * this.#windowMs;
    const group = Object.entries(signal.group).toSorted(([a], [b]) => compareTexts(a, b));
    const key = JSON.stringify([signal.rule, group, start]);
    const earlier = this.#open.get(key);
    this.#open.set(key, earlier === undefined ? signal : joinRuns(earlier, signal));
  }

  take(): readonly AlertGroup[] {
    const groups = [...this.#open].map(([key, signal]) => {
      const number = (this.#given.get(key) ?? 0) + 1;
      this.#given.set(key, number);
      return groupOfCorrelation(number === 1 ? key : `${key}#${number}`, signal);
    });
    this.#open = new Map();
    return groups;
  }
}

function joinRuns(a: CorrelationMatch, b: CorrelationMatch): CorrelationMatch {
  const eventIds = [...new Set([...a.eventIds, ...b.eventIds])];
  const hidden = hiddenEvents(a) + hiddenEvents(b);
  return {
    ...a,
    value: Math.max(a.value, b.value),
    firstSeen: Math.min(a.firstSeen, b.firstSeen),
    lastSeen: Math.max(a.lastSeen, b.lastSeen),
    eventIds,
    ...(hidden > 0 && { events: eventIds.length + hidden }),
    account: a.account === b.account ? a.account : undefined,
    region: a.region === b.region ? a.region : undefined,
    actorKey: a.actorKey === b.actorKey ? a.actorKey : undefined,
  };
}

/** Events of a run whose ids are not kept. */
function hiddenEvents({ events, eventIds }: CorrelationMatch): number {
  return events === undefined ? 0 : events - eventIds.length;
}
