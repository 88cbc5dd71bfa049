import type { StoryAct } from '#src/enrich/enrichment.ts';
import type { EnrichedAlert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import { minuteMs } from '#src/model/time.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { type CaseFacts, caseFactsOf } from './case-facts.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { RuleInfo } from './rule-info.ts';

/** All that an analyst may use about one alert. */
export interface CaseFile extends CaseFacts {
  readonly alert: EnrichedAlert;
  readonly rule: RuleInfo;
  readonly evidence: Evidence;
  /** The alert's own calls and those of its story that are close to them, in order. */
  readonly acts: readonly RawRecord[];
  /** Those of them that are some of more calls of their alert: their number says nothing. */
  readonly samples: ReadonlySet<RawRecord>;
  readonly config: Config;
  readonly settings: DeriveSettings;
}

export interface CaseInput {
  readonly alert: EnrichedAlert;
  readonly rule: RuleInfo;
  readonly records: readonly RawRecord[];
  readonly storyActs: readonly StoryAct[];
  readonly config: Config;
  readonly settings: DeriveSettings;
}

export function openCaseFile({
  alert,
  rule,
  records,
  storyActs,
  config,
  settings,
}: CaseInput): CaseFile {
  return {
    alert,
    rule,
    evidence: evidenceOf(records),
    samples: samplesOf(alert, records, storyActs),
    acts: actsOf(records, storyActs, config.alerts.storyMinutes * minuteMs),
    config,
    settings,
    ...caseFactsOf(alert.facts),
  };
}

function samplesOf(
  { count }: EnrichedAlert,
  records: readonly RawRecord[],
  storyActs: readonly StoryAct[],
): ReadonlySet<RawRecord> {
  const others = storyActs.filter(({ isSample }) => isSample === true);
  const found = others.flatMap(({ record }) => (record === undefined ? [] : [record]));
  return new Set(count > records.length ? [...records, ...found] : found);
}

/** A busy actor's story can last a day: the acts that explain this alert are those close to its own. */
function actsOf(
  records: readonly RawRecord[],
  storyActs: readonly StoryAct[],
  closeMs: number,
): readonly RawRecord[] {
  const times = records.map(eventTimeOf);
  const isClose = (act: StoryAct) => times.some((time) => Math.abs(time - act.time) <= closeMs);
  const others = storyActs.filter(isClose).map(({ record }) => record);
  const own = new Map(records.map((record) => [eventIdOf(record), record]));
  for (const record of others)
    if (record !== undefined && !own.has(eventIdOf(record))) own.set(eventIdOf(record), record);
  return [...own.values()].toSorted(
    (a, b) => eventTimeOf(a) - eventTimeOf(b) || (eventIdOf(a) < eventIdOf(b) ? -1 : 1),
  );
}
