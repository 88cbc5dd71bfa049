import { type CaseFile, openCaseFile } from '#src/analyze/case-file.ts';
import type { StoryAct } from '#src/enrich/enrichment.ts';
import type { EnrichedAlert, Fact } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import { deriveSettingsOf } from '#src/normalize/derived/settings.ts';
import { anAlert } from './an-alert.ts';
import { aConfig, aRule } from './builders.ts';

export interface CaseFields {
  readonly alert?: Partial<EnrichedAlert>;
  readonly records?: readonly RawRecord[];
  readonly storyActs?: readonly StoryAct[];
  readonly config?: Config;
  /** Values of facts by enrichment id. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What an analyst gets; name only what the test is about. */
export function aCaseFile(fields: CaseFields = {}): CaseFile {
  const { alert, records = [], storyActs = [], config = aConfig(), facts = {} } = fields;
  const ran = Object.entries(facts).map(([id, value]): [string, Fact] => [
    id,
    { value, evidence: [], coverage: 'ran', tookMs: 0 },
  ]);
  return openCaseFile({
    alert: anAlert({ facts: Object.fromEntries(ran), ...alert }),
    rule: aRule(),
    records,
    storyActs,
    config,
    settings: deriveSettingsOf(config),
  });
}
