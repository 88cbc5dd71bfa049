import { compareTexts } from '#src/compare-texts.ts';
import { isCorrelation, type Signal } from '../group/alert-group.ts';

/** What a rule has found in the history, in numbers. */
export interface Tally {
  readonly matches: number;
  /** Matches of each rule by its key. */
  readonly rules: ReadonlyMap<string, number>;
  /** Days of UTC that have a match, oldest first. */
  readonly days: readonly DayCount[];
  /** Who matched most, most first. */
  readonly actors: readonly ActorCount[];
  /** Of different actors as far as there are any, oldest first. */
  readonly examples: readonly Example[];
}

export interface DayCount {
  /** `2026-11-20`, or '' for events without a possible time. */
  readonly day: string;
  readonly count: number;
}

export interface ActorCount {
  /** Actor key; '' where the events of a correlation have several, or the event says nothing. */
  readonly actor: string;
  readonly count: number;
}

export interface Example {
  readonly rule: string;
  /** Milliseconds since 1970; for a correlation, of its last event. */
  readonly time: number;
  /** For a correlation, its first event. */
  readonly eventId: string;
  readonly eventName: string;
  readonly actor: string;
  readonly sourceIp: string;
  /** Only for a correlation: its group, and what it counted or summed up. */
  readonly group?: Readonly<Record<string, string>>;
  readonly value?: number;
}

const mostActors = 10;
const mostExamples = 5;
/** Whoever writes events can make up actors without end; those that come later are not told apart. */
const mostCounted = 200_000;

/** `signals` come ordered by time. */
export async function tallySignals(signals: AsyncIterable<Signal>): Promise<Tally> {
  const rules = new Map<string, number>();
  const days = new Map<string, number>();
  const actors = new Map<string, number>();
  const ofNewActors: Example[] = [];
  const others: Example[] = [];
  let matches = 0;
  for await (const signal of signals) {
    const example = exampleOf(signal);
    matches += 1;
    count(rules, example.rule);
    count(days, dayOf(example.time));
    const isNew = !actors.has(example.actor);
    if (!isNew || actors.size < mostCounted) count(actors, example.actor);
    const examples = isNew ? ofNewActors : others;
    if (examples.length < mostExamples) examples.push(example);
  }
  return {
    matches,
    rules,
    days: [...days]
      .map(([day, number]) => ({ day, count: number }))
      .toSorted((a, b) => compareTexts(a.day, b.day)),
    actors: [...actors]
      .map(([actor, number]) => ({ actor, count: number }))
      .toSorted((a, b) => b.count - a.count || compareTexts(a.actor, b.actor))
      .slice(0, mostActors),
    examples: [...ofNewActors, ...others]
      .slice(0, mostExamples)
      .toSorted((a, b) => a.time - b.time),
  };
}

function exampleOf(signal: Signal): Example {
  const { rule } = signal;
  if (!isCorrelation(signal)) {
    const { time, eventId, eventName, actorKey, sourceIp } = signal;
    return { rule, time, eventId, eventName, actor: actorKey, sourceIp };
  }
  const { lastSeen, eventIds, actorKey = '', group, value } = signal;
  const [eventId = ''] = eventIds;
  const about = { eventId, eventName: '', actor: actorKey, sourceIp: '' };
  return { rule, time: lastSeen, ...about, group, value };
}

/** An impossible time counts as 0. */
function dayOf(time: number): string {
  return time > 0 ? new Date(time).toISOString().slice(0, 10) : '';
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
