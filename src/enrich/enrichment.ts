import type { ZodType } from 'zod';
import type { Actor } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import type { Severity } from '#src/model/severity.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import type { History } from './history.ts';
import type { Lookups } from './lookups.ts';
import type { RelatedAlerts } from './related-alerts.ts';

/** One call of a story. */
export interface StoryAct {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly eventId: string;
  readonly record: RawRecord | undefined;
  /** True when its alert has more calls than the story holds. */
  readonly isSample?: true;
}

/** What is known about an alert before anybody has asked anything. */
export interface Subject {
  readonly id: string;
  readonly severity: Severity;
  readonly actor: Actor;
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly events: readonly string[];
  /** The evidence as delivered, oldest first; empty when the history no longer holds it. */
  readonly records: readonly RawRecord[];
  /** The record that says most about who acted: the caller's own copy where a call has two. */
  readonly acting: RawRecord | undefined;
  readonly story?: {
    readonly id: string;
    readonly alerts: readonly string[];
    readonly acts: readonly StoryAct[];
    /** Different calls of its alerts; a lower bound where an alert has very many. Absent where the acts are all. */
    readonly calls?: number;
  };
}

/** All that an enrichment can reach. */
export interface EnrichContext {
  readonly history: History;
  readonly config: Config;
  /** What the configuration says for reading one record. */
  readonly settings: DeriveSettings;
  readonly lookups: Lookups;
  /** The other alerts; absent where only one was asked about. */
  readonly related?: RelatedAlerts;
}

interface Found<Value> {
  readonly value: Value;
  /** Ids of the events that prove it. */
  readonly evidence: readonly string[];
}

/** One question about an alert. The runner owns timeouts, coverage and batching; a unit only asks and answers. */
export interface Enrichment<Value = unknown> {
  /** The folder's name, and the key of the fact in the alert's JSON. */
  readonly id: string;
  readonly title: string;
  /** Where the fields that it reads are described. */
  readonly reference?: string;
  /** Parts of the configuration that change what it says, such as `network.asn`. All have `enrichments.<id>` besides. */
  readonly configuredBy?: readonly string[];
  readonly value: ZodType<Value>;
  readonly timeoutMs: number;
  /** What an alert must have to be asked about, in words that complete “there is no …”. */
  readonly needs: string;
  /** The same for one alert, where several things may be missing. */
  missing?(subject: Subject, context: EnrichContext): string;
  appliesTo(subject: Subject, context: EnrichContext): boolean;
  /** Throws when it could not look; “nothing known” is a value. */
  enrich(subject: Subject, context: EnrichContext, signal: AbortSignal): Promise<Found<Value>>;
}

export function defineEnrichment<Value>(enrichment: Enrichment<Value>): Enrichment<Value> {
  return enrichment;
}
