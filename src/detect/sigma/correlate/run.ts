import type { FieldValue } from '#src/model/detection.ts';
import { type Aggregate, createAggregate } from './aggregate.ts';
import { type Correlation, fieldFor } from './correlation.ts';
import type { Entry, Occurrence } from './occurrence.ts';

const mostEventIds = 1_000;

/** What a correlation found: one group, and one maximal run of windows that fulfil the condition. */
export interface CorrelationMatch {
  /** Key of the correlation. */
  readonly rule: string;
  /** Values of the group-by fields by their names. */
  readonly group: Readonly<Record<string, string>>;
  /** Of the run as a whole: its events, distinct values, sum, and so on. */
  readonly value: number;
  /** When the condition was first fulfilled. Milliseconds since 1970, like the two below. */
  readonly time: number;
  /** The first event of the first window of the run. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** All events of the run, oldest first; at most 1,000. */
  readonly eventIds: readonly string[];
  /** How many events the run has, without bound; absent where it is the number of `eventIds`. */
  readonly events?: number;
  /** Undefined where the events differ. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly actorKey: string | undefined;
}

interface Agreement {
  readonly value: FieldValue;
  readonly agreed: boolean;
}

/** A run while it goes on. */
export class Run {
  readonly #correlation: Correlation;
  readonly #rule: string;
  readonly #id: string;
  readonly #group: Readonly<Record<string, string>>;
  readonly #total: Aggregate & { readonly isFull: boolean };
  readonly #eventIds = new Set<string>();
  /** Events beyond those whose ids are kept. One event with several values comes several times, one after the other. */
  #further = 0;
  #lastFurther = '';
  /** Fields that other correlations need of this one, and the three that every match has. */
  readonly #shared = new Map<string, Agreement>();
  readonly #carried: readonly string[];
  readonly #startedAt: number;
  #firstSeen = Number.POSITIVE_INFINITY;
  #lastSeen = Number.NEGATIVE_INFINITY;
  /** End of the last window that fulfilled the condition. */
  lastEnd: number;

  constructor(
    rule: string,
    correlation: Correlation,
    carried: readonly string[],
    group: Readonly<Record<string, string>>,
    startedAt: number,
  ) {
    this.#rule = rule;
    this.#correlation = correlation;
    this.#carried = carried;
    this.#group = group;
    this.#total = createAggregate(correlation);
    this.#startedAt = startedAt;
    this.#id = `${JSON.stringify(group)} ${startedAt}`;
    this.lastEnd = startedAt;
  }

  get isFull(): boolean {
    return this.#total.isFull;
  }

  add(entry: Entry): void {
    const { occurrence } = entry;
    this.#total.add(entry);
    this.#firstSeen = Math.min(this.#firstSeen, occurrence.firstSeen);
    this.#lastSeen = Math.max(this.#lastSeen, entry.time);
    for (const id of occurrence.eventIds) this.#count(id);
    this.#agree(' account', occurrence.account);
    this.#agree(' region', occurrence.region);
    this.#agree(' actor', occurrence.actorKey);
    for (const name of this.#carried) {
      this.#agree(name, occurrence.field(fieldFor(this.#correlation, name, occurrence.rule)));
    }
  }

  #count(id: string): void {
    if (this.#eventIds.size < mostEventIds) this.#eventIds.add(id);
    else if (id !== this.#lastFurther && !this.#eventIds.has(id)) {
      this.#further += 1;
      this.#lastFurther = id;
    }
  }

  #agree(name: string, value: FieldValue): void {
    const known = this.#shared.get(name);
    if (known === undefined) this.#shared.set(name, { value, agreed: true });
    else if (known.agreed && !isSame(known.value, value)) {
      this.#shared.set(name, { value: undefined, agreed: false });
    }
  }

  #text(name: string): string | undefined {
    const value = this.#shared.get(name)?.value;
    return value === undefined ? undefined : String(value);
  }

  toMatch(): CorrelationMatch {
    return {
      rule: this.#rule,
      group: this.#group,
      value: this.#total.value,
      time: this.#startedAt,
      firstSeen: this.#firstSeen,
      lastSeen: this.#lastSeen,
      eventIds: [...this.#eventIds],
      ...(this.#further > 0 && { events: this.#eventIds.size + this.#further }),
      account: this.#text(' account'),
      region: this.#text(' region'),
      actorKey: this.#text(' actor'),
    };
  }

  /** The run as other correlations see it while it goes on: at each window that fulfils the condition, always with one id. */
  toOccurrence(time: number): Occurrence {
    const { account, region, actorKey, firstSeen, eventIds } = this.toMatch();
    const group = this.#group;
    const shared = new Map(this.#shared);
    return {
      rule: this.#rule,
      id: this.#id,
      time,
      firstSeen,
      eventIds,
      account,
      region,
      actorKey,
      field: (name) => (Object.hasOwn(group, name) ? group[name] : shared.get(name)?.value),
    };
  }
}

function isSame(one: FieldValue, other: FieldValue): boolean {
  return one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));
}
