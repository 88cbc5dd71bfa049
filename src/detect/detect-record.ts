import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Detection, FieldValue } from '#src/model/detection.ts';
import { accountOf, actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { resourceClassOf } from '#src/normalize/resource-class.ts';
import { bag, text } from '#src/normalize/untyped.ts';

/** What a detection says about its event, whichever rule matched. */
export type DetectedEvent = Omit<Detection, 'rule' | 'fields' | 'record'>;

export function detectedEvent(record: RawRecord): DetectedEvent {
  return {
    time: eventTimeOf(record),
    eventId: eventIdOf(record),
    eventName: shortText(record['eventName']),
    eventSource: shortText(record['eventSource']),
    account: accountOf(record).slice(0, longestText),
    region: shortText(record['awsRegion']),
    actorKey: actorKeyOf(record).slice(0, longestText),
    accessKey: shortText(bag(record['userIdentity'])['accessKeyId']),
    sourceIp: shortText(record['sourceIPAddress']),
    resourceClass: resourceClassOf(record).slice(0, longestText),
  };
}

/** Longer texts are cut in a detection: no name in AWS is nearly as long, and many detections are held at once. */
const longestText = 1_024;

function shortText(value: unknown): string {
  return text(value).slice(0, longestText);
}

/** For matches that nobody is shown: what correlations need, and no more, for they can be one event in ten. */
export function hiddenEvent(record: RawRecord): DetectedEvent {
  return {
    time: eventTimeOf(record),
    eventId: eventIdOf(record),
    eventName: '',
    eventSource: '',
    account: accountOf(record).slice(0, longestText),
    region: shortText(record['awsRegion']),
    actorKey: actorKeyOf(record).slice(0, longestText),
    accessKey: '',
    sourceIp: '',
    resourceClass: '',
  };
}

interface DetectionExtras {
  readonly fields?: Readonly<Record<string, FieldValue>> | undefined;
  readonly record?: RawRecord | undefined;
}

export function detectionOf(
  event: DetectedEvent,
  rule: string,
  { fields, record }: DetectionExtras,
): Detection {
  return { rule, ...event, ...(fields && { fields }), ...(record && { record }) };
}
