import type { RawRecord } from '#src/model/cloud-event.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import type { CorrelationMatch } from '../sigma/correlate/run.ts';
import {
  type AlertGroup,
  type EvidenceEvent,
  type Facet,
  mostEvents,
  mostEvidence,
  mostFacets,
} from './alert-group.ts';
import type { SingleDetection } from './copies.ts';

/** How much JSON text of records the open groups may hold; what does not fit is asked of the history later. */
export interface RecordBudget {
  left: number;
}

/** A group that may still grow. Detections come in order of time. */
export interface OpenGroup {
  readonly key: string;
  readonly from: SingleDetection;
  lastSeen: number;
  count: number;
  readonly events: string[];
  readonly times: number[];
  readonly regions: Set<string>;
  readonly sourceIps: Set<string>;
  readonly eventNames: Set<string>;
  readonly reopenings: Facet[];
  readonly evidence: EvidenceEvent[];
  last: EvidenceEvent | undefined;
  hasOnlyFailed: boolean;
}

export function openGroup(key: string, from: SingleDetection, budget: RecordBudget): OpenGroup {
  const group: OpenGroup = {
    key,
    from,
    lastSeen: from.time,
    count: 0,
    events: [],
    times: [],
    regions: new Set(),
    sourceIps: new Set(),
    eventNames: new Set(),
    reopenings: [],
    evidence: [],
    last: undefined,
    hasOnlyFailed: true,
  };
  addDetection(group, from, budget);
  return group;
}

export function addDetection(
  group: OpenGroup,
  detection: SingleDetection,
  budget: RecordBudget,
): void {
  const isFirst = group.count === 0;
  group.count += 1;
  group.lastSeen = Math.max(group.lastSeen, detection.time);
  if (group.events.length < mostEvents) {
    group.events.push(detection.eventId);
    group.times.push(detection.time);
  }
  const facets = isFirst ? [] : newFacets(group, detection);
  const isTelling = facets.length > 0 || !group.eventNames.has(detection.eventName);
  remember(group, detection);
  for (const facet of facets)
    if (group.reopenings.length < mostFacets) group.reopenings.push(facet);
  if (isFirst || (isTelling && group.evidence.length < mostEvidence - 1)) {
    group.evidence.push(keep(detection, budget));
    if (detection.callerRecord !== undefined)
      group.evidence.push(keep({ ...detection, record: detection.callerRecord }, budget));
    return;
  }
  if (group.last?.record !== undefined) budget.left += sizeOf(group.last.record);
  group.last = keep(detection, budget);
}

export function closeGroup(group: OpenGroup, budget: RecordBudget): AlertGroup {
  const evidence = group.last === undefined ? group.evidence : [...group.evidence, group.last];
  for (const { record } of evidence) if (record !== undefined) budget.left += sizeOf(record);
  const { rule, actorKey, account, region, resourceClass, time } = group.from;
  return {
    key: group.key,
    rule,
    actorKey,
    account,
    region,
    resourceClass,
    firstSeen: time,
    lastSeen: group.lastSeen,
    count: group.count,
    events: group.events,
    times: group.times,
    regions: [...group.regions],
    sourceIps: [...group.sourceIps],
    reopenings: group.reopenings,
    evidence,
  };
}

export function groupOfCorrelation(key: string, signal: CorrelationMatch): AlertGroup {
  const { rule, group, value, firstSeen, lastSeen } = signal;
  const events = signal.eventIds.slice(0, mostEvents);
  return {
    key,
    rule,
    actorKey: signal.actorKey ?? '',
    account: signal.account ?? '',
    region: signal.region ?? '',
    resourceClass: 'correlation',
    firstSeen,
    lastSeen,
    count: signal.events ?? signal.eventIds.length,
    events,
    times: [firstSeen, lastSeen],
    regions: [],
    sourceIps: [],
    reopenings: [],
    evidence: spread(signal.eventIds, mostEvidence).map((eventId) => ({
      eventId,
      time: firstSeen,
    })),
    correlation: { group, value },
  };
}

/** The first, the last and evenly some between. */
function spread(ids: readonly string[], most: number): readonly string[] {
  if (ids.length <= most) return ids;
  const at = (index: number) => ids[Math.round((index * (ids.length - 1)) / (most - 1))] ?? '';
  return Array.from({ length: most }, (_, index) => at(index));
}

/** What this event adds that no earlier one had. A success after failures is as if the severity rose. */
function newFacets(group: OpenGroup, detection: SingleDetection): readonly Facet[] {
  const { time, eventId, sourceIp, region } = detection;
  const facets: Facet[] = [];
  if (sourceIp !== '' && !group.sourceIps.has(sourceIp))
    facets.push({ time, facet: 'source-ip', value: sourceIp, eventId });
  if (region !== '' && !group.regions.has(region))
    facets.push({ time, facet: 'region', value: region, eventId });
  if (group.hasOnlyFailed && !hasFailed(detection.record))
    facets.push({ time, facet: 'severity', value: 'succeeded after failing', eventId });
  return facets;
}

function remember(group: OpenGroup, detection: SingleDetection): void {
  const { sourceIp, region, eventName, record } = detection;
  if (group.eventNames.size < mostEvidence) group.eventNames.add(eventName);
  if (sourceIp !== '' && group.sourceIps.size < mostEvents) group.sourceIps.add(sourceIp);
  if (region !== '' && group.regions.size < mostEvents) group.regions.add(region);
  if (!hasFailed(record)) group.hasOnlyFailed = false;
}

function hasFailed(record: RawRecord | undefined): boolean {
  return record !== undefined && errorCodeOf(record) !== '';
}

function keep({ eventId, time, record }: SingleDetection, budget: RecordBudget): EvidenceEvent {
  if (record === undefined) return { eventId, time };
  const size = sizeOf(record);
  if (size > budget.left) return { eventId, time };
  budget.left -= size;
  return { eventId, time, record };
}

const sizes = new WeakMap<RawRecord, number>();

function sizeOf(record: RawRecord): number {
  const known = sizes.get(record);
  if (known !== undefined) return known;
  const size = JSON.stringify(record).length;
  sizes.set(record, size);
  return size;
}
