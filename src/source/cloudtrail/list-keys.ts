import { parseJson } from '#src/parse-json.ts';

/** Lists that wrap what we look for: CloudTrail files, LookupEvents, `sqs receive-message`, CloudWatch Logs. */
export const listKeys = ['Records', 'Events', 'Messages', 'logEvents', 'events'] as const;

/** Fields that hold a document as text: LookupEvents, SNS, SQS, CloudWatch Logs. */
export const textKeys = ['CloudTrailEvent', 'Message', 'Body', 'body', 'message'] as const;

/** Fields that hold it as it is: EventBridge, and SNS as Lambda functions are given it. */
export const innerKeys = ['detail', 'Sns'] as const;

export const envelopeKeys = [...listKeys, ...textKeys, ...innerKeys];

/** One of them makes an object an API event, or something that is close to one. */
const eventKeys = ['eventName', 'eventSource', 'eventTime'] as const;

/** Every letter of the longest of them written as `\\u0000`. */
const longestSpelling = 11 * 6;
/** A letter that is written with an escape, which no program that writes JSON does. */
const escapedLetter = /\\u00(?:[46][1-9A-Fa-f]|[57][0-9Aa])/;

/** Of a key as it stands between its quotes. */
export function isListKey(bytes: Uint8Array): boolean {
  const key = keyOf(bytes);
  return listKeys.some((each) => each === key);
}

/** The same. */
export function isEventKey(bytes: Uint8Array): boolean {
  const key = keyOf(bytes);
  return eventKeys.some((each) => each === key);
}

function keyOf(bytes: Uint8Array): unknown {
  if (bytes.length > longestSpelling) return undefined;
  const spelled = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return spelled.includes('\\') ? parseJson(`"${spelled}"`) : spelled;
}

/** Whether one of the keys may stand in a JSON text more than once: `JSON.parse` would give the last value alone. */
export function mayRepeat(keys: ReadonlySet<string>, text: string): boolean {
  return escapedLetter.test(text) || [...keys].some((key) => isTwiceIn(text, `"${key}"`));
}

function isTwiceIn(text: string, part: string): boolean {
  const first = text.indexOf(part);
  return first >= 0 && text.includes(part, first + 1);
}
