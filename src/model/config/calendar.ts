import { z } from 'zod';
import { weekdays } from '../time.ts';

export const Weekday = z.enum(weekdays);

/** A name of the IANA time zone database, such as Europe/Berlin. */
export const TimeZone = z.string().refine(isTimeZone, 'not a time zone of the IANA database');

/** Asking for a clock in the zone is the only test that knows all names, old ones too. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
