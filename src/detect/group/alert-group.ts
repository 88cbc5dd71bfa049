import { compareTexts } from '#src/compare-texts.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Detection } from '#src/model/detection.ts';
import type { CorrelationMatch } from '../sigma/correlate/run.ts';

export type Signal = Detection | CorrelationMatch;

export const mostEvents = 1_000;
export const mostEvidence = 5;
export const mostFacets = 20;

/** One event kept as proof. The record is absent when it must be asked of the history. */
export interface EvidenceEvent {
  readonly eventId: string;
  readonly time: number;
  readonly record?: RawRecord;
}

export interface Facet {
  readonly time: number;
  readonly facet: 'source-ip' | 'region' | 'severity';
  readonly value: string;
  readonly eventId: string;
}

/** Detections that one person would call one alert. */
export interface AlertGroup {
  /** Text of everything that makes this alert the same one over runs; unique, and the source of the alert's id. */
  readonly key: string;
  readonly rule: string;
  readonly actorKey: string;
  readonly account: string;
  readonly region: string;
  readonly resourceClass: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Exact. */
  readonly count: number;
  /** At most `mostEvents`, oldest first. */
  readonly events: readonly string[];
  /** Times of `events`, to tell which groups belong to one act. */
  readonly times: readonly number[];
  readonly regions: readonly string[];
  readonly sourceIps: readonly string[];
  /** New things after the first event, at most `mostFacets`. */
  readonly reopenings: readonly Facet[];
  /** First, last, and one for each new facet or call; at most `mostEvidence`, oldest first. */
  readonly evidence: readonly EvidenceEvent[];
  readonly correlation?: {
    readonly group: Readonly<Record<string, string>>;
    readonly value: number;
  };
}

export function isCorrelation(signal: Signal): signal is CorrelationMatch {
  return 'eventIds' in signal;
}

/** Oldest first; the key settles ties, so that the order never depends on arrival. */
export function compareGroups(a: AlertGroup, b: AlertGroup): number {
  return (
    a.firstSeen - b.firstSeen ||
    compareTexts(a.events[0] ?? '', b.events[0] ?? '') ||
    compareTexts(a.key, b.key)
  );
}
