import type { RawRecord } from '#src/model/cloud-event.ts';
import { compactJson } from './compact-json.ts';
import type { Condition, Item, Search } from './condition.ts';
import { evaluate, evaluateItem } from './evaluate.ts';
import { ManyValues } from './field.ts';
import { fillCondition } from './fill-condition.ts';
import { filterConcerns } from './filter-names.ts';
import type { MatcherOptions } from './matcher.ts';
import { RecordView } from './record-view.ts';
import type { RuleProblem, SigmaFilter, SigmaRule } from './rule-set.ts';

/** One step of the way from a condition to the values in the record. */
export interface ExplanationNode {
  /** `and`, `not`, `1 of filter_*`, a search's name, or an item as written. */
  readonly label: string;
  readonly holds: boolean;
  /** For an item: what the record has in the field, shortened; undefined when the field is absent. */
  readonly seen?: string | undefined;
  /** For an item: what is asked of the field, and what was found. */
  readonly why?: string;
  readonly parts: readonly ExplanationNode[];
}

export interface Explanation {
  readonly matched: boolean;
  readonly tree: ExplanationNode;
  /** Filters that quiet the rule for this record. */
  readonly quietedBy: readonly SigmaFilter[];
  /** Placeholders without a value. */
  readonly problems: readonly RuleProblem[];
}

const longestSeen = 200;
const mostWanted = 8;

/** Why a rule matches a record or does not, condition by condition. Every part is evaluated, also where one would do. */
export function explain(
  rule: SigmaRule,
  record: RawRecord,
  options: MatcherOptions = {},
): Explanation {
  const problems: RuleProblem[] = [];
  const view = new RecordView(options.derive).openWhole(record);
  const fill = ({ condition, file }: SigmaRule | SigmaFilter): Condition =>
    fillCondition(condition, options.expand ?? {}, file, problems);
  const tree = explainCondition(fill(rule), view);
  const quietedBy = (options.filters ?? []).filter(
    (filter) => filterConcerns(filter, rule) && evaluate(fill(filter), view),
  );
  return { matched: tree.holds && problems.length === 0, tree, quietedBy, problems };
}

function explainCondition(condition: Condition, view: RecordView): ExplanationNode {
  const holds = evaluate(condition, view);
  switch (condition.op) {
    case 'not':
      return { label: 'not', holds, parts: [explainCondition(condition.part, view)] };
    case 'search':
      return { label: condition.name, holds, parts: searchParts(condition.search, view) };
    default: {
      const parts = condition.parts.map((part) => explainCondition(part, view));
      return { label: condition.label, holds, parts };
    }
  }
}

function searchParts(search: Search, view: RecordView): readonly ExplanationNode[] {
  if (search.kind === 'item') return [explainItem(search, view)];
  if (search.kind === 'all') return search.parts.flatMap((part) => searchParts(part, view));
  return search.parts.map((part) => {
    const parts = searchParts(part, view);
    return { label: 'any of these', holds: parts.every(({ holds }) => holds), parts };
  });
}

function explainItem(item: Item, view: RecordView): ExplanationNode {
  const holds = evaluateItem(item, view);
  const { seen } = view.read(view.slotOf(item.field));
  const shown = item.field === undefined ? undefined : show(seen);
  const found = shown === undefined ? 'the field is absent' : `the record has ${shown}`;
  const where = item.field === undefined ? 'searched in all values' : found;
  return {
    label: item.label === '' ? 'keywords' : item.label,
    holds,
    seen: shown,
    why: `wants ${wanted(item)}; ${where}`,
    parts: [],
  };
}

function wanted({ values, modifiers }: Item): string {
  const listed = values.slice(0, mostWanted).map((value) => shorten(JSON.stringify(value)));
  const more = values.length > mostWanted ? ` and ${values.length - mostWanted} more` : '';
  const word = modifiers.includes('all') ? 'all of ' : 'any of ';
  return `${values.length > 1 ? word : ''}${listed.join(', ')}${more}`;
}

function show(seen: unknown): string | undefined {
  if (seen === undefined) return undefined;
  return shorten(compactJson(seen instanceof ManyValues ? seen.values : seen));
}

function shorten(text: string): string {
  return text.length > longestSeen ? `${text.slice(0, longestSeen)}…` : text;
}
