/**
 * The events of one input, or of one part of a large one, as columns: what a worker thread hands to the event history.
 * Texts are numbers here (`KeyedHash`); those that the history may not know yet come along once.
 */
export interface EventBatch {
  readonly events: Table;
  readonly kinds: Table;
  /** The second and further resources of events; the first is a column of `events`. */
  readonly resources: Table;
  readonly assumptions: Table;
  /** A JSON text for each row of `assumptions`. */
  readonly assumptionTexts: TextList;
  readonly names: Table;
  /** A text for each row of `names`. */
  readonly nameTexts: TextList;
  /** Gzip of `{"Records": [...]}`; `position` of an event is an index into that list. */
  readonly block: Uint8Array<ArrayBuffer>;
}

/** Columns of 64-bit numbers, one after the other: the value of column c in row r is at `c * count + r`. */
export interface Table {
  readonly count: number;
  readonly values: BigUint64Array<ArrayBuffer>;
}

/** Texts in UTF-8, one after the other, and where each ends. */
export interface TextList {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** Milliseconds for `time`; a number of `kinds`, 128 bits of the event id, hashes, and the index in the raw block. */
export const eventColumns = [
  'time',
  'id_high',
  'id_low',
  'kind',
  'actor',
  'session',
  'access_key',
  'ip',
  'user_agent',
  'resource',
  'position',
] as const;

/** What the calls of one sort have in common; a large history has some thousand of them. */
export const kindColumns = [
  'kind',
  'account',
  'region',
  'service',
  'event_name',
  'action',
  'error_code',
  'flags',
] as const;

export const resourceColumns = ['resource', 'time', 'position'] as const;

export const assumptionColumns = [
  'time',
  'id_high',
  'id_low',
  'issued_key',
  'shared_id',
  'session_arn',
  'actor',
  'position',
] as const;

export const nameColumns = ['hash'] as const;

/** Bits of `flags`. */
export const kindFlags = {
  readOnly: 1,
  management: 2,
  /** The event id is no UUID: the columns hold a hash of it, and its text is among the names under the high half. */
  idIsHashed: 4,
  /** Service, name, region and account are texts, and the error code is one or absent: the columns say all of them. */
  regular: 8,
} as const;

/** What can be moved to another thread instead of being copied. */
export function transferablesOf(batch: EventBatch): ArrayBuffer[] {
  return [
    batch.events.values.buffer,
    batch.kinds.values.buffer,
    batch.resources.values.buffer,
    batch.assumptions.values.buffer,
    batch.assumptionTexts.bytes.buffer,
    batch.assumptionTexts.ends.buffer,
    batch.names.values.buffer,
    batch.nameTexts.bytes.buffer,
    batch.nameTexts.ends.buffer,
    batch.block.buffer,
  ];
}
