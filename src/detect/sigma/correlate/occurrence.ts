import type { Detection, FieldValue } from '#src/model/detection.ts';

/** Something that a correlation correlates: a detection, or a run of another correlation. */
export interface Occurrence {
  /** Key of the rule or correlation. */
  readonly rule: string;
  /** The event's id, or one of the run. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Of its first event. */
  readonly firstSeen: number;
  readonly eventIds: readonly string[];
  /** Undefined where its events differ. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly actorKey: string | undefined;
  field(name: string): FieldValue;
}

export function occurrenceOf(detection: Detection): Occurrence {
  const { rule, eventId, time, account, region, actorKey, fields } = detection;
  return {
    rule,
    id: eventId,
    time,
    firstSeen: time,
    eventIds: [eventId],
    account,
    region,
    actorKey,
    field: (name) =>
      fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined,
  };
}

/** An occurrence in the window of one group, with the value that is counted or summed up. */
export interface Entry {
  readonly occurrence: Occurrence;
  readonly time: number;
  readonly value: string | number;
}
