import { detectedEvent, detectionOf } from '#src/detect/detect-record.ts';
import { correlationFields, createFieldReader } from '#src/detect/sigma/correlate/fields.ts';
import { compileMatcher } from '#src/detect/sigma/matcher.ts';
import type { RuleSet } from '#src/detect/sigma/rule-set.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import type { Detection } from '#src/model/detection.ts';
import { WholeRecord } from '#src/model/record-source.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { deriveSettingsOf } from '#src/normalize/derived/settings.ts';

/** Everything that the rules match in these records, ordered by time as the spool of a real run gives it. */
export type CaseDetector = (records: readonly RawRecord[], config: Config) => readonly Detection[];

/** Rules are compiled once for each configuration: it gives values to their placeholders and knows one's own accounts. */
export function createCaseDetector(ruleSet: RuleSet): CaseDetector {
  const compiled = new Map<string, (record: RawRecord) => readonly Detection[]>();
  return (records, config) => {
    const { accounts, identities, expand } = config;
    const key = JSON.stringify([accounts.map(({ id }) => id), identities, expand]);
    const detect = compiled.get(key) ?? compile(ruleSet, config);
    compiled.set(key, detect);
    return records.flatMap(detect).toSorted(byTime);
  };
}

function compile(ruleSet: RuleSet, config: Config) {
  const settings = deriveSettingsOf(config);
  const derive = (record: RawRecord) => deriveFields(record, settings);
  const { matcher } = compileMatcher(ruleSet.rules, {
    expand: config.expand,
    filters: ruleSet.filters,
    derive,
  });
  const readers = new Map(
    [...correlationFields(ruleSet)].map(([key, names]) => [key, createFieldReader(names, derive)]),
  );
  return (record: RawRecord): readonly Detection[] => {
    const event = detectedEvent(record);
    return matcher.match(record).flatMap((index) => {
      const rule = matcher.rules[index];
      if (rule === undefined) return [];
      const about = rule.about === 'actor' ? { ...event, resourceClass: 'actor' } : event;
      const fields = readers.get(rule.key)?.(new WholeRecord().of(record));
      return [detectionOf(about, rule.key, { fields, record })];
    });
  };
}

function byTime(a: Detection, b: Detection): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.eventId !== b.eventId) return a.eventId < b.eventId ? -1 : 1;
  return a.rule < b.rule ? -1 : 1;
}
