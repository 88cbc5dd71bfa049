import { z } from 'zod';
import { TimeZone, Weekday } from './calendar.ts';

/** Whose clock people live by. Without any, it is inferred from what each of them did. */
export const WorkingHoursSettings = z
  .strictObject({
    /** Of everybody who is not named in `people`. */
    timeZone: TimeZone.optional(),
    /** The first entry whose pattern fits the actor's name, ARN or key counts. */
    people: z
      .array(
        z.strictObject({
          /** Name or ARN, with `*` for anything. */
          pattern: z.string(),
          timeZone: TimeZone,
        }),
      )
      .default([]),
    weekend: z.array(Weekday).default(['Sat', 'Sun']),
  })
  .prefault({});
