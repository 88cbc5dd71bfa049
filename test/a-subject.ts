import type { EnrichContext, Subject } from '#src/enrich/enrichment.ts';
import { type Lookups, noLookups } from '#src/enrich/lookups.ts';
import { memoryHistory } from '#src/evaluate/memory-history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import { actorOf } from '#src/normalize/actor/actor.ts';
import { accountOf } from '#src/normalize/actor/actor-key.ts';
import { deriveSettingsOf } from '#src/normalize/derived/settings.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import { aConfig } from './builders.ts';

/** What enrichments get about an alert of these records; `fields` replaces what a test is about. */
export function aSubject(records: readonly RawRecord[], fields: Partial<Subject> = {}): Subject {
  const [first = {}] = records;
  return {
    id: 'alert-1',
    severity: 'high',
    actor: actorOf(first),
    account: accountOf(first),
    region: text(first['awsRegion']),
    firstSeen: eventTimeOf(first),
    lastSeen: eventTimeOf(records.at(-1) ?? first),
    events: records.map((record) => eventIdOf(record)),
    records,
    acting: records[0],
    ...fields,
  };
}

export interface ContextFields {
  readonly events?: readonly RawRecord[];
  readonly config?: Config;
  readonly lookups?: Partial<Lookups>;
}

export function aContext(fields: ContextFields = {}): EnrichContext {
  const { events = [], config = aConfig(), lookups = {} } = fields;
  return {
    history: memoryHistory(events),
    config,
    settings: deriveSettingsOf(config),
    lookups: { ...noLookups, ...lookups },
  };
}

export const signal: AbortSignal = new AbortController().signal;
