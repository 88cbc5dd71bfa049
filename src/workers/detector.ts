import { compressLines } from '#src/adapters/spool/candidate-lines.ts';
import { CandidateWriter } from '#src/detect/candidates/candidate-writer.ts';
import { UseReader } from '#src/detect/candidates/use-reader.ts';
import { detectedEvent, detectionOf, hiddenEvent } from '#src/detect/detect-record.ts';
import { detectionLine } from '#src/detect/detection-line.ts';
import {
  correlationFields,
  createFieldReader,
  type FieldReader,
} from '#src/detect/sigma/correlate/fields.ts';
import { shownRules } from '#src/detect/sigma/correlate/shown-rules.ts';
import { compileMatcher, type Matcher } from '#src/detect/sigma/matcher.ts';
import { parseRules } from '#src/detect/sigma/parse.ts';
import type { Derive } from '#src/detect/sigma/record-view.ts';
import type { SigmaRule } from '#src/detect/sigma/rule-set.ts';
import type { CandidateBatch } from '#src/model/candidate-batch.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Detection } from '#src/model/detection.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { isAtLeast } from '#src/model/severity.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { deriveSettingsOf } from '#src/normalize/derived/settings.ts';
import type { JobDescription, Quieted } from './job-description.ts';

/** Records that detections of one rule and actor in one object carry; the history holds the others. */
const recordsEach = 20;
const mostCounted = 50_000;

/** Matches records against the rules and keeps what they found until it is taken. */
export interface Detector {
  /** A new object begins. */
  begin(): void;
  add(record: RecordSource): void;
  take(): Found;
}

export interface Found {
  /** As lines of text. */
  readonly detections: readonly string[];
  readonly candidates?: CandidateBatch;
  readonly quieted: readonly Quieted[];
}

export function openDetector(description: JobDescription): Detector {
  const { matcher, fieldsOf, isShown, candidates } = compile(description);
  const takeQuieted = quietedSince(matcher);
  const carried = new Map<string, number>();
  let detections: string[] = [];

  function carries({ level, key }: SigmaRule, actor: string): boolean {
    if (!description.withRecords || !isAtLeast(level, 'low') || !isShown.has(key)) return false;
    const counter = `${key}\n${actor}`;
    const count = (carried.get(counter) ?? 0) + 1;
    if (carried.size < mostCounted) carried.set(counter, count);
    return count <= recordsEach;
  }

  /** Detections of one record share what they say about it; most records have none. */
  function detect(record: RecordSource, rules: readonly SigmaRule[]): void {
    const isSeen = rules.some(({ key }) => isShown.has(key));
    const event = isSeen ? detectedEvent(record.lazy) : hiddenEvent(record.lazy);
    for (const rule of rules) {
      const fields = fieldsOf.get(rule.key)?.(record);
      const carried = carries(rule, event.actorKey) ? record.whole() : undefined;
      const about = rule.about === 'actor' ? { ...event, resourceClass: 'actor' } : event;
      keep(detectionOf(about, rule.key, { fields, record: carried }));
    }
  }

  function keep(detection: Detection): void {
    if (!candidates?.add(detection)) detections.push(detectionLine(detection));
  }

  /** What a filter took makes no alert, and still belongs to the story of a case. */
  function noteQuieted(record: RecordSource): void {
    const event = detectedEvent(record.lazy);
    for (const { rule, filter } of matcher.taken) {
      const key = matcher.rules[rule]?.key ?? '';
      if (!isShown.has(key)) continue;
      detections.push(detectionLine({ ...detectionOf(event, key, {}), quieted: filter.title }));
    }
  }

  return {
    begin: () => carried.clear(),
    add(record) {
      const matches = matcher.matchSource(record);
      if (matcher.taken.length > 0 && description.withRecords) noteQuieted(record);
      if (matches.length === 0) return;
      detect(
        record,
        matches.flatMap((index) => matcher.rules[index] ?? []),
      );
    },
    take() {
      const taken = detections;
      detections = [];
      const batch = candidates?.take();
      return { detections: taken, ...(batch && { candidates: batch }), quieted: takeQuieted() };
    },
  };
}

interface Compiled {
  readonly matcher: Matcher;
  /** What detections of a rule must carry for correlations, by rule key. */
  readonly fieldsOf: ReadonlyMap<string, FieldReader>;
  /** Keys of rules whose matches people see. */
  readonly isShown: ReadonlySet<string>;
  readonly candidates: CandidateWriter | undefined;
}

/** Faults of the rules were said when the command read them; here the others run. */
function compile({ rules, config, candidateKey }: JobDescription): Compiled {
  const settings = deriveSettingsOf(config);
  const derive = onceForEach((record) => deriveFields(record, settings));
  const ruleSet = parseRules(rules);
  const { matcher } = compileMatcher(ruleSet.rules, {
    expand: config.expand,
    filters: ruleSet.filters,
    derive,
  });
  const readers = [...correlationFields(ruleSet)].map(
    ([key, names]) => [key, createFieldReader(names, derive)] as const,
  );
  const candidates =
    candidateKey && new CandidateWriter(new UseReader(ruleSet, candidateKey), compressLines);
  return { matcher, fieldsOf: new Map(readers), isShown: shownRules(ruleSet), candidates };
}

/** The matcher and the readers of fields ask about one record after the other. */
function onceForEach(derive: Derive): Derive {
  let last: RawRecord | undefined;
  let fields: ReturnType<Derive> = {};
  return (record) => {
    if (record !== last) fields = derive(record);
    last = record;
    return fields;
  };
}

/** The matcher counts from its start; each result says what was added. */
function quietedSince(matcher: Matcher): () => readonly Quieted[] {
  let before: readonly number[] = [];
  return () => {
    const now = matcher.quieted;
    const added = now.map(({ filter, count }, index) => ({
      filter: filter.title,
      count: count - (before[index] ?? 0),
    }));
    before = now.map(({ count }) => count);
    return added.filter(({ count }) => count > 0);
  };
}
