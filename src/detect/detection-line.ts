import type { Detection } from '#src/model/detection.ts';

/** Digits of the last millisecond of the year 9999. */
const timeDigits = 15;

/**
 * A detection as one line of text, which is how it crosses threads and is spooled: small, and sorted without being parsed.
 * The order of the lines is that of time, event id and rule.
 */
export function detectionLine(detection: Detection): string {
  const { eventId, rule, ...rest } = detection;
  const time = String(detection.time).padStart(timeDigits, '0');
  return `${time}${JSON.stringify({ eventId, rule, ...rest })}`;
}

export function readDetectionLine(line: string): Detection {
  return JSON.parse(line.slice(timeDigits));
}

/** The time of a detection line, in milliseconds since 1970. */
export function timeOfDetectionLine(line: string): number {
  return Number(line.slice(0, timeDigits));
}
