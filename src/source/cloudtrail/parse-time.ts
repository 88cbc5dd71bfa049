import { UsageError } from '#src/model/errors.ts';
import { dayMs, hourMs, minuteMs } from '#src/model/time.ts';

const relative = /^(\d{1,6})([smhdw])$/;
const unitMs = { s: 1000, m: minuteMs, h: hourMs, d: dayMs, w: 7 * dayMs } as const;

/** A date alone is its first moment in UTC; a date with a time must say its zone, or it would mean another hour elsewhere. */
const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * A time as people type it: `2026-11-20`, `2026-11-20T02:00:00Z`, or `24h`, `7d` back from now. Milliseconds since 1970.
 * Throws UsageError for anything else, so that a typing error never is an empty result.
 */
export function parseTime(text: string, option: string, nowMs: number): number {
  const trimmed = text.trim();
  const [, amount, unit] = relative.exec(trimmed) ?? [];
  if (amount !== undefined) return nowMs - Number(amount) * unitMs[unit as keyof typeof unitMs];

  const parts = date.exec(trimmed) ?? dateTime.exec(trimmed);
  const time = parts && isRealDay(parts) ? Date.parse(trimmed.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new UsageError(
      `${option} "${text}" is not a time. Write 2026-11-20, 2026-11-20T02:00:00Z (with a zone), or 24h, 7d for that long ago.`,
    );
  }
  return time;
}

/** JavaScript turns 2026-02-30 into the second of March. */
function isRealDay([, year, month, day]: RegExpExecArray): boolean {
  const moment = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return moment.getUTCMonth() === Number(month) - 1 && moment.getUTCDate() === Number(day);
}
