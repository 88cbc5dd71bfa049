import { filterConcerns } from './filter-names.ts';
import type { SigmaFilter, SigmaRule } from './rule-set.ts';
import type { Check } from './specialize.ts';

export interface QuietedCount {
  readonly filter: SigmaFilter;
  /** Matches that the filter took away. Where several filters apply to one match, the first counts. */
  readonly count: number;
}

/** A match that a filter took away. */
export interface QuietedMatch {
  /** Index of the rule. */
  readonly rule: number;
  readonly filter: SigmaFilter;
}

const none: readonly QuietedMatch[] = [];

interface BoundFilter {
  readonly filter: SigmaFilter;
  /** Whether the filter covers the current record. */
  readonly applies: Check;
}

/** Takes away the matches that filters cover, and counts them. */
export class Quieting {
  readonly #filters: readonly BoundFilter[];
  /** For each rule the places of its filters. */
  readonly #ofRule: readonly (readonly number[])[];
  readonly #counts: number[];

  constructor(rules: readonly SigmaRule[], filters: readonly BoundFilter[]) {
    this.#filters = filters;
    this.#counts = filters.map(() => 0);
    this.#ofRule = rules.map((rule) =>
      filters.flatMap(({ filter }, place) => (filterConcerns(filter, rule) ? [place] : [])),
    );
  }

  get counts(): readonly QuietedCount[] {
    return this.#filters.map(({ filter }, place) => ({ filter, count: this.#counts[place] ?? 0 }));
  }

  /** Removes the quieted rules from the list in place, and gives them with the filters that took them. */
  apply(found: number[]): readonly QuietedMatch[] {
    if (this.#filters.length === 0) return none;
    const taken: QuietedMatch[] = [];
    let kept = 0;
    for (const rule of found) {
      const filter = this.#filterOf(rule);
      if (filter !== undefined) {
        taken.push({ rule, filter });
        continue;
      }
      found[kept] = rule;
      kept += 1;
    }
    found.length = kept;
    return taken;
  }

  #filterOf(rule: number): SigmaFilter | undefined {
    for (const place of this.#ofRule[rule] ?? []) {
      const bound = this.#filters[place];
      if (bound?.applies() !== true) continue;
      this.#counts[place] = (this.#counts[place] ?? 0) + 1;
      return bound.filter;
    }
    return undefined;
  }
}
