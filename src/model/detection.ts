import type { RawRecord } from './cloud-event.ts';

/** The value of a field that a correlation groups by, counts or sums; undefined where the event has none. */
export type FieldValue = string | number | boolean | readonly string[] | undefined;

/** One rule matched one event. Plain data: it crosses threads, is spooled and is stored. */
export interface Detection {
  /** `ruleKey` of the rule: its UUID, or its file and title where it has none. */
  readonly rule: string;
  /** Milliseconds since 1970, UTC; NaN never: an impossible time counts as 0. */
  readonly time: number;
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  /** recipientAccountId, else the account of the identity, else ''. */
  readonly account: string;
  readonly region: string;
  readonly actorKey: string;
  readonly accessKey: string;
  readonly sourceIp: string;
  /** What kind of thing the event is about, such as `iam:user`; detections are grouped by it. */
  readonly resourceClass: string;
  /** Title of the filter that quieted the match: it makes no alert, and still is a member of cases. */
  readonly quieted?: string;
  /** Values of the fields that correlations referring to this rule need, by field name. */
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** The record itself, for rules whose detections become alerts. */
  readonly record?: RawRecord;
}
