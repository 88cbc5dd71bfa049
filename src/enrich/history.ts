/**
 * What enrichments ask the event history. Every method takes many questions and answers them in one pass over the
 * store, in the order asked, so that a thousand alerts do not open it a thousand times. Values are compared exactly.
 */
export interface History {
  /** Count, first and last time of the events that match all of `where`, before `before`. */
  seen(questions: readonly SeenQuestion[]): Promise<readonly Seen[]>;
  /** The events that match all of `where` in a window, oldest first, at most `limit`. */
  events(questions: readonly EventsQuestion[]): Promise<readonly (readonly StoredEvent[])[]>;
  /** Role assumptions and the like: which event issued which credentials to whom. */
  assumptions(
    questions: readonly AssumptionQuestion[],
  ): Promise<readonly (readonly Assumption[])[]>;
  /** Number of matching events per hour that has any. */
  hourly(questions: readonly EventsQuestion[]): Promise<readonly (readonly HourCount[])[]>;
  /**
   * Matching events counted by the values of some columns, at most `limit` rows: the most frequent first, of those the
   * ones that began first.
   */
  tally(questions: readonly TallyQuestion[]): Promise<readonly (readonly Tally[])[]>;
  /** The raw records of these events, parsed; undefined where the history does not hold one. */
  records(
    eventIds: readonly string[],
  ): Promise<readonly (Readonly<Record<string, unknown>> | undefined)[]>;
}

export const dimensions = [
  /** `Actor.key` */
  'actor',
  /** userIdentity.arn (a role session's own ARN; never used as the actor's key) */
  'session',
  'accessKey',
  'account',
  'region',
  /** sourceIPAddress as written */
  'ip',
  /** the user agent's family, see `normalize/user-agent` */
  'userAgent',
  /** eventSource */
  'service',
  /** `eventSource:eventName` with the version suffix removed */
  'action',
  /** ARN, or bare id or name of what the event touched */
  'resource',
] as const;
export type Dimension = (typeof dimensions)[number];

export type Where = Readonly<Partial<Record<Dimension, string>>>;

export interface SeenQuestion {
  readonly where: Where;
  /** Milliseconds since 1970; events at or after it do not count. */
  readonly before?: number;
}

export interface Seen {
  readonly count: number;
  /** Milliseconds since 1970; undefined when nothing matched. */
  readonly firstSeen: number | undefined;
  readonly lastSeen: number | undefined;
}

export interface EventsQuestion {
  readonly where: Where;
  /** Milliseconds since 1970: from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

export interface StoredEvent {
  readonly eventId: string;
  readonly time: number;
  /** As delivered, with a version suffix where it has one. */
  readonly eventName: string;
  readonly eventSource: string;
  readonly account: string;
  readonly region: string;
  readonly actor: string;
  readonly session: string;
  readonly accessKey: string;
  readonly ip: string;
  readonly userAgent: string;
  /** '' when the call succeeded. */
  readonly errorCode: string;
  readonly readOnly: boolean;
  /** The first resource only; '' when the event names none. */
  readonly resource: string;
}

/** One of the four is given. `from` and `before`, in milliseconds, leave out assumptions made earlier or later. */
export interface AssumptionQuestion {
  readonly issuedKey?: string;
  readonly sharedEventId?: string;
  /** ARN of the role session that came out: arn:aws:sts::…:assumed-role/Role/session-name */
  readonly sessionArn?: string;
  /** Actor key of the one who assumed or tried to. */
  readonly actor?: string;
  readonly from?: number;
  readonly before?: number;
  /** Only tries that were refused. */
  readonly hasFailed?: true;
  readonly limit: number;
}

export interface Assumption {
  readonly eventId: string;
  readonly sharedEventId: string;
  readonly time: number;
  readonly eventName: string;
  /** Account whose trail delivered this copy. */
  readonly account: string;
  readonly region: string;
  readonly ip: string;
  readonly errorCode: string;
  /** Who asked: actor key, ARN (or principal) and access key; '' where the record does not say. */
  readonly callerActor: string;
  readonly callerArn: string;
  readonly callerKey: string;
  /** What came out. */
  readonly roleArn: string;
  readonly sessionArn: string;
  readonly issuedKey: string;
}

export interface HourCount {
  /** Start of the hour, milliseconds since 1970. */
  readonly hour: number;
  readonly count: number;
}

export type TallyColumn = Dimension | 'hour' | 'errorCode' | 'readOnly';

export interface TallyQuestion {
  readonly where: Where;
  /** Milliseconds since 1970: from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  /** What one row of the answer is about; at least one column. By `resource` an event counts for its first one alone. */
  readonly by: readonly TallyColumn[];
  readonly limit: number;
  /**
   * True leaves `eventId` empty: whole hours of accounts, regions and calls are then answered from counts that were made
   * when the events were stored, instead of from all events.
   */
  readonly withoutEvent?: boolean;
}

export interface Tally {
  /**
   * One text for each column of `by`, in its order: `hour` as milliseconds since 1970, `readOnly` as true or false, ''
   * where the event does not say.
   */
  readonly values: readonly string[];
  readonly count: number;
  /** Of these, calls that failed, and calls that do not say that they only read. */
  readonly failed: number;
  readonly writes: number;
  /** Milliseconds since 1970. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** The first of them (by time, then id), as evidence; '' when the question does without. */
  readonly eventId: string;
}
