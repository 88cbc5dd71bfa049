export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** ISO 8601 in UTC, of milliseconds since 1970. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** The same without a fraction where there is none, as CloudTrail writes it. */
export function shortIsoTime(time: number): string {
  return isoTime(time).replace('.000Z', 'Z');
}

/** From Monday, as the hours of a week are counted. */
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
