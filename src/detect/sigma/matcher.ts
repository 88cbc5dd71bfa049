import type { RawRecord } from '#src/model/cloud-event.ts';
import { type RecordSource, WholeRecord } from '#src/model/record-source.ts';
import { fillCondition, hasPlaceholders } from './fill-condition.ts';
import { GateBinder } from './gate.ts';
import { MatchMemory } from './match-memory.ts';
import type { Placeholders } from './modifiers/placeholders.ts';
import { type QuietedCount, type QuietedMatch, Quieting } from './quieting.ts';
import { type Derive, RecordView } from './record-view.ts';
import { RuleIndex } from './rule-index.ts';
import type { RuleProblem, SigmaFilter, SigmaRule } from './rule-set.ts';
import { compileGate } from './specialize.ts';

export interface MatcherOptions {
  /** Values for `expand`, by name without the percent signs. */
  readonly expand?: Placeholders | undefined;
  readonly filters?: readonly SigmaFilter[] | undefined;
  /** Gives the fields under `cairn.`; called at most once a record, and only when a rule gets there. */
  readonly derive?: Derive | undefined;
}

export interface Matcher {
  /** The rules as given. Those named in `problems` never match. */
  readonly rules: readonly SigmaRule[];
  /** Indexes into `rules`, ascending. The array is reused: read it before the next call. */
  match(record: RawRecord): readonly number[];
  /** The same for a record that need not be parsed whole. */
  matchSource(record: RecordSource): readonly number[];
  /** What filters took from the last record. */
  readonly taken: readonly QuietedMatch[];
  /** How much each filter has quieted since the matcher was made. */
  readonly quieted: readonly QuietedCount[];
}

export interface CompiledMatcher {
  readonly matcher: Matcher;
  readonly problems: readonly RuleProblem[];
}

/** Compiles rules once, to be asked for every record. A rule or filter that cannot be compiled is a problem; the others run. */
export function compileMatcher(
  rules: readonly SigmaRule[],
  options: MatcherOptions = {},
): CompiledMatcher {
  const problems: RuleProblem[] = [];
  const view = new RecordView(options.derive);
  const binder = new GateBinder(view);
  const bind = <T extends SigmaRule | SigmaFilter>(source: T) => {
    const { condition, file } = source;
    const filled = hasPlaceholders(condition)
      ? fillCondition(condition, options.expand ?? {}, file, problems)
      : condition;
    return hasPlaceholders(filled) ? undefined : binder.bind(filled);
  };
  const index = new RuleIndex(rules.map(bind), view);
  const filters = (options.filters ?? []).flatMap((filter) => {
    const gate = bind(filter);
    return gate === undefined ? [] : [{ filter, applies: compileGate(gate) }];
  });
  const quieting = new Quieting(rules, filters);
  const found: number[] = [];
  const whole = new WholeRecord();
  const memory = new MatchMemory();
  let taken: readonly QuietedMatch[] = [];
  const recall = (record: RecordSource): readonly number[] | undefined => {
    const known = memory.find(record);
    if (known === undefined) return undefined;
    view.open(record);
    return known.withoutKeywords && view.mayHoldKeyword() ? undefined : known.rules;
  };
  const matchSource = (record: RecordSource): readonly number[] => {
    found.length = 0;
    const known = recall(record);
    if (known === undefined) {
      record.noteReads();
      index.match(record, found);
      memory.keep(record, found, view.hasMissedKeywords);
    } else found.push(...known);
    taken = found.length > 0 ? quieting.apply(found) : [];
    return found;
  };
  const matcher: Matcher = {
    rules,
    match: (record) => matchSource(whole.of(record)),
    matchSource,
    get taken() {
      return taken;
    },
    get quieted() {
      return quieting.counts;
    },
  };
  return { matcher, problems };
}
