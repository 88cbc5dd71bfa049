import { z } from 'zod';
import { weekdays } from '#src/model/time.ts';

export const WorkingHours = z.object({
  /** False for programs, which work at any hour: then nothing is outside of anything. */
  isPerson: z.boolean(),
  /** IANA name, or `UTC+2` when it was inferred. */
  timeZone: z.string(),
  timeZoneFrom: z.enum(['configuration', 'activity', 'none']),
  /** The alert's first event on that clock, as `Tue 02:47`. */
  localTime: z.string(),
  isWeekend: z.boolean(),
  /** Events by hour of the week on that clock, 7 × 24 from Monday midnight, of the 30 days before. */
  histogram: z.array(z.number().int()).length(168),
  /** When the actor usually works, on that clock; absent without enough history, and when no hours stand out. */
  usual: z
    .object({
      days: z.array(z.enum(weekdays)),
      /** `HH:MM`; an end before the start crosses midnight. */
      from: z.string(),
      to: z.string(),
    })
    .optional(),
  /** Whether the alert is more than an hour outside of these, or on another day; absent where these are. */
  outside: z.boolean().optional(),
  /** Part of the earlier activity within an hour of this time of day, on the same sort of day (work day, weekend); 0–1. */
  shareOfActivity: z.number(),
  /** Whole days of this actor's history in the 30 days before, and days with any event. */
  daysBehind: z.number().int(),
  activeDays: z.number().int(),
  neededDays: z.number().int(),
  enoughHistory: z.boolean(),
  note: z.string().optional(),
});
export type WorkingHours = z.infer<typeof WorkingHours>;
