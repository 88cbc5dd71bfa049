import type { FieldValue } from '#src/model/detection.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { parseField } from '../field.ts';
import type { Reading } from '../reading.ts';
import { type Derive, RecordView } from '../record-view.ts';
import type { RuleSet, SigmaCorrelation } from '../rule-set.ts';
import { fieldFor } from './correlation.ts';

/** For each rule that a correlation needs, directly or through others, the fields that its detections must carry. */
export function correlationFields({
  correlations,
}: Pick<RuleSet, 'correlations'>): ReadonlyMap<string, readonly string[]> {
  const keys = new Set(correlations.map(({ key }) => key));
  const all = neededFields(correlations);
  return new Map([...all].filter(([key]) => !keys.has(key)));
}

/** For each correlation, the fields that others need of its matches. */
export function carriedFields(
  correlations: readonly SigmaCorrelation[],
): ReadonlyMap<string, readonly string[]> {
  return neededFields(correlations);
}

function neededFields(
  correlations: readonly SigmaCorrelation[],
): ReadonlyMap<string, readonly string[]> {
  const needed = new Map<string, readonly string[]>();
  // Those that refer come after those referred to, so that going backwards all needs of one are known before its turn.
  for (const { key, correlation } of correlations.toReversed()) {
    const names = [...correlation.groupBy, ...correlation.fields, ...(needed.get(key) ?? [])];
    for (const rule of correlation.rules) {
      const fields = names.map((name) => fieldFor(correlation, name, rule));
      needed.set(rule, [...new Set([...(needed.get(rule) ?? []), ...fields])]);
    }
  }
  return needed;
}

export type FieldReader = (record: RecordSource) => Readonly<Record<string, FieldValue>>;

/** Values of one list that are carried: a list is as long as its sender likes. */
const mostValues = 100;

/**
 * Reads the fields that a detection must carry. A list has the values of its elements, an object is its JSON text; a null
 * or absent field has no value.
 */
export function createFieldReader(names: readonly string[], derive?: Derive): FieldReader {
  const view = new RecordView(derive);
  const slots = names.map((name) => ({ name, slot: view.slotOf(parseField(name)) }));
  return (record) => {
    view.open(record);
    return Object.fromEntries(slots.map(({ name, slot }) => [name, fieldValue(view.read(slot))]));
  };
}

function fieldValue(reading: Reading): FieldValue {
  const { seen } = reading;
  if (typeof seen === 'string' || typeof seen === 'number' || typeof seen === 'boolean') {
    return seen;
  }
  const { texts } = reading;
  return texts.length > 1 ? [...new Set(texts)].slice(0, mostValues) : texts[0];
}
