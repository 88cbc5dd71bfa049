import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Detection } from '#src/model/detection.ts';
import { WholeRecord } from '#src/model/record-source.ts';
import { detectedEvent, detectionOf } from '../detect-record.ts';
import { createCorrelator } from './correlate/correlator.ts';
import { correlationFields, createFieldReader } from './correlate/fields.ts';
import { shownRules } from './correlate/shown-rules.ts';
import { compileMatcher, type MatcherOptions } from './matcher.ts';
import type { RuleSet } from './rule-set.ts';

/** Whether a few records together make any rule or correlation of the set fire that is shown by itself. */
export function matchesAny(
  ruleSet: RuleSet,
  records: readonly RawRecord[],
  options: MatcherOptions = {},
): boolean {
  const shown = shownRules(ruleSet);
  const detections = detectionsOf(ruleSet, records, options);
  if (detections.some(({ rule }) => shown.has(rule))) return true;
  const correlator = createCorrelator(ruleSet);
  const matches = detections
    .toSorted((a, b) => a.time - b.time)
    .flatMap((detection) => correlator.add(detection));
  return matches.length > 0 || correlator.end().length > 0;
}

function detectionsOf(
  ruleSet: RuleSet,
  records: readonly RawRecord[],
  options: MatcherOptions,
): readonly Detection[] {
  const { matcher } = compileMatcher(ruleSet.rules, { filters: ruleSet.filters, ...options });
  const readers = new Map(
    [...correlationFields(ruleSet)].map(([key, names]) => [
      key,
      createFieldReader(names, options.derive),
    ]),
  );
  return records.flatMap((record) =>
    matcher.match(record).map((index) => {
      const key = ruleSet.rules[index]?.key ?? '';
      const fields = readers.get(key)?.(new WholeRecord().of(record));
      return detectionOf(detectedEvent(record), key, { fields });
    }),
  );
}
