import { z } from 'zod';

/** Whose clock people live by. Without any, it is inferred from what each of them did. */
export const WorkingHoursSettings = z
  .strictObject({
    /** Of everybody who is not named in `people`. */
    timeZone: z.string().refine(isTimeZone, 'not a time zone of the IANA database').optional(),
    /** The first entry whose pattern fits the actor's name, ARN or key counts. */
    people: z
      .array(
        z.strictObject({
          /** Name or ARN, with `*` for anything. */
          pattern: z.string(),
          timeZone: z.string().refine(isTimeZone, 'not a time zone of the IANA database'),
        }),
      )
      .default([]),
    weekend: z
      .array(z.enum(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']))
      .default(['Sat', 'Sun']),
  })
  .prefault({});

/** Asking for a clock in the zone is the only test that knows all names, old ones too. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
