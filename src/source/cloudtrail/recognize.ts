import type { RawRecord } from '#src/model/cloud-event.ts';
import type { InputProblem } from '#src/model/problem.ts';
import { bag } from '#src/normalize/untyped.ts';
import { parseJson } from '#src/parse-json.ts';
import type { Found, RecordList } from './found.ts';
import { envelopeKeys, innerKeys, listKeys, mayRepeat, textKeys } from './list-keys.ts';

type At = InputProblem['at'];

/** Envelopes inside envelopes (SQS around SNS around EventBridge) end somewhere. */
export const maxEnvelopes = 8;

/**
 * Finds the CloudTrail records in one JSON value by what it holds, never by the name of its file: records, lists of
 * them, and the envelopes in which AWS services deliver them.
 */
export function recognize(value: unknown, found: Found, at?: At, envelopes = 0): void {
  if (envelopes > maxEnvelopes) found.foreign('too many envelopes around it', at);
  else if (Array.isArray(value)) recognizeEach(value, found, at, envelopes + 1);
  else if (isObject(value)) recognizeObject(value, found, at, envelopes);
  else found.foreign('not CloudTrail: not a JSON object', at);
}

function recognizeObject(object: RawRecord, found: Found, at: At, envelopes: number): void {
  if (isApiEvent(object)) found.record(object);
  else if (!recognizeContents(object, found, at, envelopes)) {
    found.foreign('not CloudTrail: neither eventName nor eventSource nor eventTime', at);
  }
}

/**
 * The fields before or behind a list that was gone into. They belong to a wrapper, where nothing needs to be said of
 * them, or to an event that is too large to be one.
 */
export function recognizeAround(fields: RawRecord, found: Found, at: At, envelopes: number): void {
  if (isApiEvent(fields)) found.problem('fields of an event around a list of events', at);
  else recognizeContents(fields, found, at, envelopes);
}

/** What it is besides an API event, and what it holds: neither hides the other. True when it is or holds anything. */
function recognizeContents(object: RawRecord, found: Found, at: At, envelopes: number): boolean {
  const isOther = recognizeOther(object, found);
  return recognizeEnvelope(object, found, at, envelopes + 1, isOther) || isOther;
}

/** Whether a value that was parsed from a text may be short of lists of records that the text holds. */
export function mayLackLists(value: unknown, text: string): boolean {
  const keys = new Set<string>();
  addEnvelopeKeys(value, keys, 0);
  return listKeys.some((key) => keys.has(key)) && mayRepeat(keys, text);
}

/** The keys of envelopes that a list, or a list in an envelope, leads to. */
function addEnvelopeKeys(value: unknown, keys: Set<string>, envelopes: number): void {
  if (envelopes > maxEnvelopes) return;
  if (Array.isArray(value)) for (const each of value) addEnvelopeKeys(each, keys, envelopes + 1);
  if (!isObject(value) || Array.isArray(value) || isApiEvent(value)) return;
  for (const key of envelopeKeys) if (Object.hasOwn(value, key)) keys.add(key);
  for (const key of listKeys)
    if (Array.isArray(value[key])) addEnvelopeKeys(value[key], keys, envelopes);
}

/** The list of a `{"Records": [...]}` when all in it are API events, so that they can be used as they are. */
export function plainRecords(document: unknown): RawRecord[] | undefined {
  if (!isObject(document) || !('Records' in document)) return;
  const { Records: records, ...others } = document;
  if (Object.keys(others).length > 0) return;
  return Array.isArray(records) && records.every(isPlainEvent) ? records : undefined;
}

/** The same for records that were not parsed. */
export function areApiEvents(records: RecordList): boolean {
  for (let index = 0; index < records.count; index++) {
    const record = records.open(index);
    // Without a source a closer look is needed, for which the record is parsed.
    const isEvent =
      typeof record.field('eventSource') === 'string' &&
      isApiEvent({
        eventSource: record.field('eventSource'),
        eventCategory: record.field('eventCategory'),
        eventType: record.field('eventType'),
      });
    if (!isEvent) return false;
  }
  return true;
}

/** Enough of a record to believe that a position in broken text is the start of one. */
export function looksLikeRecord(value: unknown): boolean {
  const { eventName, eventSource, eventTime, eventID } = bag(value);
  return [eventName, eventSource, eventTime, eventID].filter((v) => v !== undefined).length >= 2;
}

function isPlainEvent(value: unknown): boolean {
  return isObject(value) && !Array.isArray(value) && isApiEvent(value);
}

/** S3, SQS and SNS notifications also have an `eventSource`: `aws:s3`. No API event's begins with `aws:`. */
function isApiEvent(object: RawRecord): boolean {
  const { eventSource, eventCategory, eventType } = object;
  if (typeof eventSource === 'string' ? eventSource.startsWith('aws:') : !hasSomeField(object)) {
    return false;
  }
  return eventCategory !== 'Insight' && eventType !== 'AwsCloudTrailInsight';
}

function hasSomeField({ eventName, eventSource, eventTime }: RawRecord): boolean {
  return eventName !== undefined || eventSource !== undefined || eventTime !== undefined;
}

function recognizeEach(values: readonly unknown[], found: Found, at: At, envelopes: number): void {
  for (const [index, value] of values.entries()) {
    recognize(value, found, at ?? { unit: 'record', value: index + 1 }, envelopes);
  }
}

/** What CloudTrail and S3 deliver that is no API event. True when the value was one of these. */
function recognizeOther(object: RawRecord, found: Found): boolean {
  const { eventCategory, eventType } = object;
  if (eventCategory === 'Insight' || eventType === 'AwsCloudTrailInsight') {
    found.insight();
    return true;
  }
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
  if ('digestS3Object' in object || 'digestStartTime' in object) {
    found.digest();
    return true;
  }
  return isGroundTruth(object) || recognizeNotification(object, found);
}

/** What `cairn generate` writes beside mock logs; people analyze the whole folder. */
function isGroundTruth({ scenario, chain, eventIds }: RawRecord): boolean {
  return typeof scenario === 'string' && Array.isArray(chain) && Array.isArray(eventIds);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html and CloudTrail's own. */
function recognizeNotification(object: RawRecord, found: Found): boolean {
  if (object['eventSource'] === 'aws:s3') {
    const { bucket, object: target } = bag(object['s3']);
    reference(bag(bucket)['name'], decodeKey(bag(target)['key']), found);
    return true;
  }
  if (object['Event'] === 's3:TestEvent') return true;
  const { s3Bucket, s3ObjectKey } = object;
  if (typeof s3Bucket === 'string' && Array.isArray(s3ObjectKey)) {
    for (const key of s3ObjectKey) reference(s3Bucket, key, found);
    return true;
  }
  if (object['source'] === 'aws.s3' && object['detail'] !== undefined) {
    const { bucket, object: target } = bag(object['detail']);
    reference(bag(bucket)['name'], bag(target)['key'], found);
    return true;
  }
  return false;
}

function reference(bucket: unknown, key: unknown, found: Found): void {
  if (typeof bucket === 'string' && typeof key === 'string' && bucket !== '' && key !== '') {
    found.reference({ bucket, key });
  } else {
    found.foreign('an S3 notification that names no object');
  }
}

/** Keys in S3 notifications are URL-encoded, with `+` for a space. */
function decodeKey(key: unknown): unknown {
  if (typeof key !== 'string') return key;
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}

/** True when the value is an envelope; all that it held was recognized in turn. */
function recognizeEnvelope(
  object: RawRecord,
  found: Found,
  at: At,
  envelopes: number,
  isNotification: boolean,
): boolean {
  const lists = listKeys.map((key) => object[key]).filter((value) => Array.isArray(value));
  const held = textKeys.map((key) => object[key]).filter((value) => typeof value === 'string');
  const inner = isNotification ? [] : innerKeys.map((key) => object[key]).filter(isObject);
  for (const list of lists) recognizeEach(list, found, at, envelopes);
  for (const text of held) recognizeText(text, found, at, envelopes);
  for (const value of inner) recognize(value, found, at, envelopes);
  return lists.length + held.length + inner.length > 0;
}

function isObject(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null;
}

function recognizeText(text: string, found: Found, at: At, envelopes: number): void {
  const value = parseJson(text);
  if (value === undefined) found.foreign('an envelope whose text is no JSON document', at);
  else recognize(value, found, at, envelopes);
}
