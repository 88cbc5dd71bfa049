import { compareTexts } from '#src/compare-texts.ts';
import type { Detection } from '#src/model/detection.ts';
import type { RuleProblem, RuleSet } from '../rule-set.ts';
import { Budget } from './budget.ts';
import { CorrelationEngine } from './engine.ts';
import { carriedFields } from './fields.ts';
import { occurrenceOf } from './occurrence.ts';
import { Outbox } from './outbox.ts';
import { ReorderBuffer } from './reorder-buffer.ts';
import type { CorrelationMatch } from './run.ts';
import { shownRules } from './shown-rules.ts';

export interface CorrelatorOptions {
  /**
   * For input that is not sorted by time: how long, in milliseconds of event time, to wait for events that come late.
   * Without it the input must be sorted.
   */
  readonly lateMs?: number | undefined;
  /** Entries held in all windows together. */
  readonly mostEntries?: number | undefined;
}

export interface Correlator {
  /** Takes a detection; gives the matches whose run has ended. */
  add(detection: Detection): readonly CorrelationMatch[];
  /** Says that nothing before this time, in milliseconds since 1970, will come any more. */
  advance(time: number): readonly CorrelationMatch[];
  /** Says that nothing will come any more. */
  end(): readonly CorrelationMatch[];
  /** Detections that came too late to be counted. */
  readonly late: number;
  /** Limits that were reached, one problem for each correlation. */
  readonly problems: readonly RuleProblem[];
}

/** About 100 MB when every entry is a group of its own. */
const defaultMostEntries = 200_000;
/** Detections of one time are looked at together, but hostile input can give all its events one time. */
const mostAtOnce = 20_000;
/** Keys kept to notice a detection of this time that is delivered twice. */
const mostSeen = 200_000;

/** Correlates detections in the order of event time, with bounded memory. Matches of rules that are not shown stay inside. */
export function createCorrelator(
  ruleSet: Pick<RuleSet, 'rules' | 'correlations'>,
  options: CorrelatorOptions = {},
): Correlator {
  return new EventTimeCorrelator(ruleSet, options);
}

class EventTimeCorrelator implements Correlator {
  /** Each after those that it refers to. */
  readonly #engines: readonly CorrelationEngine[];
  /** Those of which others learn only when a window has passed. */
  readonly #tellers: readonly CorrelationEngine[];
  readonly #users = new Map<string, CorrelationEngine[]>();
  readonly #buffer: ReorderBuffer | undefined;
  readonly #outbox = new Outbox();
  /** Detections of the time `#now`, by event and rule, for one may be delivered twice. */
  readonly #batch = new Map<string, Detection>();
  readonly #seen = new Set<string>();
  #now = Number.NEGATIVE_INFINITY;
  late = 0;

  constructor(
    ruleSet: Pick<RuleSet, 'rules' | 'correlations'>,
    { lateMs, mostEntries = defaultMostEntries }: CorrelatorOptions,
  ) {
    const budget = new Budget(mostEntries);
    const carried = carriedFields(ruleSet.correlations);
    const shown = shownRules(ruleSet);
    this.#buffer = lateMs === undefined ? undefined : new ReorderBuffer(lateMs);
    this.#engines = ruleSet.correlations.map((rule) => {
      const emit = (match: CorrelationMatch, until: number): void => {
        if (shown.has(match.rule)) this.#outbox.put(match, until);
      };
      return new CorrelationEngine(rule, carried.get(rule.key) ?? [], budget, emit);
    });
    for (const engine of this.#engines) this.#connect(engine);
    this.#tellers = this.#engines.filter(({ tellsLate }) => tellsLate);
  }

  get problems(): readonly RuleProblem[] {
    return this.#engines.flatMap((engine) => engine.problems);
  }

  add(detection: Detection): readonly CorrelationMatch[] {
    if (this.#buffer !== undefined) {
      for (const ready of this.#buffer.add(detection)) this.#accept(ready);
    } else {
      this.#accept(detection);
    }
    return this.#outbox.takeBefore(this.#now);
  }

  advance(time: number): readonly CorrelationMatch[] {
    for (const ready of this.#buffer?.releaseBefore(time) ?? []) this.#accept(ready);
    this.#moveTo(time);
    return this.#outbox.takeBefore(this.#now);
  }

  end(): readonly CorrelationMatch[] {
    for (const ready of this.#buffer?.releaseBefore(Number.POSITIVE_INFINITY) ?? []) {
      this.#accept(ready);
    }
    this.#flush();
    this.#tellBefore(Number.POSITIVE_INFINITY);
    for (const engine of this.#engines) {
      engine.take(this.#now);
      engine.end();
      this.#passOn(engine);
    }
    return this.#outbox.takeBefore(Number.POSITIVE_INFINITY);
  }

  #connect(engine: CorrelationEngine): void {
    for (const key of engine.rule.correlation.rules) {
      const referred = this.#engines.find(({ rule }) => rule.key === key);
      if (referred !== undefined) {
        referred.isReferred = true;
        engine.refersToRuns = true;
      }
      this.#use(key, engine);
    }
  }

  #use(key: string, engine: CorrelationEngine): void {
    const users = this.#users.get(key);
    if (users === undefined) this.#users.set(key, [engine]);
    else users.push(engine);
  }

  #accept(detection: Detection): void {
    if (detection.time < this.#now) {
      this.late += 1;
      return;
    }
    this.#moveTo(detection.time);
    if (!this.#users.has(detection.rule)) return;
    const key = keyOf(detection);
    if (this.#seen.has(key)) return;
    if (this.#seen.size >= mostSeen) this.#seen.clear();
    this.#seen.add(key);
    this.#batch.set(key, detection);
    if (this.#batch.size >= mostAtOnce) this.#flush();
  }

  #moveTo(time: number): void {
    if (time <= this.#now) return;
    this.#flush();
    this.#seen.clear();
    this.#tellBefore(time);
    this.#expire(time);
  }

  /** Windows that pass are told of when they pass, and not when the next detection happens to come. */
  #tellBefore(time: number): void {
    const nextOf = (): number => Math.min(...this.#tellers.map(({ nextTelling }) => nextTelling));
    for (let next = nextOf(); next < time; next = nextOf()) {
      this.#expire(next);
      this.#takeAll();
    }
  }

  #expire(time: number): void {
    this.#now = time;
    for (const engine of this.#engines) {
      engine.expire(time);
      this.#passOn(engine);
    }
  }

  /** Hands the detections of one time to the correlations that use them. */
  #flush(): void {
    if (this.#batch.size === 0) return;
    for (const detection of [...this.#batch.values()].toSorted(byId)) {
      const occurrence = occurrenceOf(detection);
      for (const engine of this.#users.get(detection.rule) ?? []) engine.inbox.push(occurrence);
    }
    this.#batch.clear();
    this.#takeAll();
  }

  #takeAll(): void {
    for (const engine of this.#engines) {
      if (engine.inbox.length > 0) engine.take(this.#now);
      this.#passOn(engine);
    }
  }

  #passOn(engine: CorrelationEngine): void {
    if (engine.produced.length === 0) return;
    for (const user of this.#users.get(engine.rule.key) ?? []) {
      for (const occurrence of engine.produced) user.inbox.push(occurrence);
    }
    engine.produced.length = 0;
  }
}

/** Records that differ can bear one id: what correlations are told of them keeps them apart. */
function keyOf({ rule, eventId, fields }: Detection): string {
  return `${rule} ${eventId} ${JSON.stringify(fields)}`;
}

function byId(a: Detection, b: Detection): number {
  return compareTexts(a.eventId, b.eventId) || compareTexts(a.rule, b.rule);
}
