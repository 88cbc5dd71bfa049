import type { RuleProblem, SigmaCorrelation } from '../rule-set.ts';
import type { Budget } from './budget.ts';
import type { Correlation } from './correlation.ts';
import { entriesOf, valuesOf } from './entries.ts';
import { GroupWindow } from './group-window.ts';
import type { Entry, Occurrence } from './occurrence.ts';
import { type CorrelationMatch, Run } from './run.ts';
import { needsWholeWindow } from './satisfied.ts';

interface Group {
  readonly values: Readonly<Record<string, string>>;
  readonly window: GroupWindow;
  /** Entries since the condition was last looked at. */
  fresh: Entry[];
  run: Run | undefined;
  lastTime: number;
}

/** Takes a match with the last moment at which its run could still have grown. */
type Emit = (match: CorrelationMatch, until: number) => void;

/** Per group; a condition that asks for more than this keeps twice what it asks for. */
const mostEntries = 10_000;
/** A group takes about as much memory as this many entries. */
const costOfGroup = 2;

/**
 * One correlation over its groups. Occurrences come in the order of time, all of one time at once. A window ends at each
 * of these times and reaches back by the timespan, both ends included.
 */
export class CorrelationEngine {
  readonly rule: SigmaCorrelation;
  /** True when another correlation refers to this one. */
  isReferred = false;
  /** True when it refers to others. */
  refersToRuns = false;
  /** What this correlation tells others that refer to it; emptied by the caller. */
  readonly produced: Occurrence[] = [];
  readonly inbox: Occurrence[] = [];
  readonly #correlation: Correlation;
  readonly #carried: readonly string[];
  readonly #budget: Budget;
  readonly #emit: Emit;
  /** Least recently touched first. */
  readonly #groups = new Map<string, Group>();
  readonly #isWhole: boolean;
  readonly #mostEntries: number;
  readonly #overflows = new Set<string>();
  /** No group can have passed before this time. */
  #nextExpiry = Number.POSITIVE_INFINITY;

  constructor(rule: SigmaCorrelation, carried: readonly string[], budget: Budget, emit: Emit) {
    this.rule = rule;
    this.#correlation = rule.correlation;
    this.#carried = carried;
    this.#budget = budget;
    this.#emit = emit;
    this.#isWhole = needsWholeWindow(rule.correlation);
    const limits = rule.correlation.thresholds.map(({ value }) => 2 * Math.ceil(value));
    this.#mostEntries = Math.max(mostEntries, ...limits);
  }

  get problems(): readonly RuleProblem[] {
    const { file, line } = this.rule;
    return [...this.#overflows].map((reason) => ({ file, line, reason }));
  }

  /** True when it tells others of a window only after that has passed. */
  get tellsLate(): boolean {
    return this.#isWhole && this.isReferred;
  }

  /** When the next window passes, at the earliest. Some timespans never do. */
  get nextTelling(): number {
    const next = this.#nextExpiry + 1;
    return Number.isSafeInteger(next) ? next : Number.POSITIVE_INFINITY;
  }

  /** Takes what is in the inbox: occurrences of this one time. */
  take(time: number): void {
    const touched = new Set<Group>();
    for (const occurrence of this.inbox) this.#accept(occurrence, time, touched);
    this.inbox.length = 0;
    for (const group of touched) {
      group.lastTime = time;
      if (!this.#isWhole) this.#judge(group, time, time);
    }
  }

  #accept(occurrence: Occurrence, time: number, touched: Set<Group>): void {
    const entries = entriesOf(this.#correlation, occurrence);
    if (entries.length === 0) return;
    for (const texts of valuesOf(this.#correlation, this.#correlation.groupBy, occurrence)) {
      const group = this.#groupOf(texts, time);
      if (!touched.has(group)) this.#slide(group, time);
      touched.add(group);
      if (!group.window.isNew(occurrence)) continue;
      for (const entry of entries) this.#add(group, entry);
    }
  }

  /** Closes the groups whose window has passed at this time. */
  expire(time: number): void {
    if (time <= this.#nextExpiry) return;
    for (const [key, group] of this.#groups) {
      const passes = group.lastTime + this.#correlation.timespanMs;
      this.#nextExpiry = passes;
      if (passes >= time) return;
      this.#close(group, time);
      this.#groups.delete(key);
    }
    this.#nextExpiry = Number.POSITIVE_INFINITY;
  }

  /** Closes every group: nothing more will come. */
  end(): void {
    for (const group of this.#groups.values()) this.#close(group, group.lastTime);
    this.#groups.clear();
  }

  #groupOf(texts: readonly string[], time: number): Group {
    const key = JSON.stringify(texts);
    const group = this.#groups.get(key) ?? this.#newGroup(texts);
    // Touched groups go to the end, so that those whose window has passed are found at the start.
    this.#groups.delete(key);
    this.#groups.set(key, group);
    this.#nextExpiry = Math.min(this.#nextExpiry, time + this.#correlation.timespanMs);
    return group;
  }

  #newGroup(texts: readonly string[]): Group {
    const { groupBy } = this.#correlation;
    const values = Object.fromEntries(groupBy.map((name, index) => [name, texts[index] ?? '']));
    this.#budget.take(costOfGroup);
    const window = new GroupWindow(this.#correlation, this.refersToRuns);
    return { values, window, fresh: [], run: undefined, lastTime: Number.NEGATIVE_INFINITY };
  }

  /** Moves the window's end to this time. A window that loses entries could not grow any more: it was whole. */
  #slide(group: Group, time: number): void {
    const start = time - this.#correlation.timespanMs;
    const first = group.window.firstTime;
    if (first === undefined || first >= start) return;
    if (this.#isWhole) this.#judge(group, group.lastTime, time);
    this.#budget.release(group.window.dropBefore(start));
  }

  #add(group: Group, entry: Entry): void {
    this.#makeRoom(group);
    group.window.add(entry);
    this.#budget.take(1);
    group.fresh.push(entry);
  }

  /** When the windows are full the group that was quiet for longest goes, or the oldest event of the only group. */
  #makeRoom(group: Group): void {
    if (group.window.size < this.#mostEntries && !this.#budget.isSpent) return;
    this.#overflows.add(
      'windows held more events than can be kept: the oldest were dropped, and counts may be too low',
    );
    const [quietest] = this.#groups;
    if (group.window.size >= this.#mostEntries || quietest?.[1] === group) {
      if (group.window.size === 0) return;
      group.window.dropOldest();
      this.#budget.release(1);
    } else if (quietest !== undefined) {
      this.#close(quietest[1], quietest[1].lastTime);
      this.#groups.delete(quietest[0]);
    }
  }

  /** Looks at the window that ends at `end`; what it tells other correlations bears the time `now`. */
  #judge(group: Group, end: number, now: number): void {
    const { fresh, window } = group;
    group.fresh = [];
    const isOver =
      group.run !== undefined && end - group.run.lastEnd > this.#correlation.timespanMs;
    if (isOver || !window.isSatisfied) this.#closeRun(group);
    if (!window.isSatisfied) return;
    const run = group.run ?? this.#openRun(group, end);
    if (group.run !== undefined) for (const entry of fresh) run.add(entry);
    group.run = run;
    run.lastEnd = end;
    if (run.isFull) this.#overflows.add('a match had more distinct values than can be counted');
    if (this.isReferred) this.produced.push(run.toOccurrence(now));
  }

  #openRun(group: Group, end: number): Run {
    const run = new Run(this.rule.key, this.#correlation, this.#carried, group.values, end);
    for (const entry of group.window.entries) run.add(entry);
    return run;
  }

  #closeRun(group: Group): void {
    if (group.run !== undefined)
      this.#emit(group.run.toMatch(), group.run.lastEnd + this.#correlation.timespanMs);
    group.run = undefined;
  }

  #close(group: Group, now: number): void {
    if (this.#isWhole) this.#judge(group, group.lastTime, now);
    this.#closeRun(group);
    this.#budget.release(group.window.size + costOfGroup);
  }
}
