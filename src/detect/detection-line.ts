import type { Detection } from '#src/model/detection.ts';

/** Digits of the last millisecond of the year 9999. */
const timeDigits = 15;
/** Larger records are not carried: thousands of lines are held and sorted at once, and the history has every record. */
const longestRecord = 16 * 1024;

/**
 * A detection as one line of text, which is how it crosses threads and is spooled: small, and sorted without being parsed.
 * The order of the lines is that of time, event id and rule.
 */
export function detectionLine(detection: Detection): string {
  const start = String(detection.time).padStart(timeDigits, '0') + JSON.stringify(said(detection));
  if (detection.record === undefined) return start;
  const carried = JSON.stringify(detection.record);
  return carried.length > longestRecord ? start : `${start.slice(0, -1)},"record":${carried}}`;
}

/** Most matches are for correlations alone and say little: what is empty is left out. */
function said(detection: Detection): Readonly<Record<string, unknown>> {
  const { eventId, rule, eventName, eventSource, account, region, actorKey } = detection;
  const { accessKey, sourceIp, resourceClass, quieted, fields } = detection;
  const most = { eventId, rule, account, region, actorKey, quieted, fields };
  if (eventName + eventSource + accessKey + sourceIp + resourceClass === '') return most;
  return { ...most, eventName, eventSource, accessKey, sourceIp, resourceClass };
}

const saysNothing = {
  eventName: '',
  eventSource: '',
  account: '',
  region: '',
  actorKey: '',
  accessKey: '',
  sourceIp: '',
  resourceClass: '',
};

export function readDetectionLine(line: string): Detection {
  return { ...saysNothing, time: timeOfDetectionLine(line), ...JSON.parse(line.slice(timeDigits)) };
}

/** The time of a detection line, in milliseconds since 1970. */
export function timeOfDetectionLine(line: string): number {
  return Number(line.slice(0, timeDigits));
}
