import { z } from 'zod';

export const LogHealth = z.object({
  /** Calls that reduce logging or detection, in the day before the alert until its end; the latest first. */
  reductions: z
    .array(
      z.object({
        time: z.string(),
        /** `eventSource:eventName` */
        action: z.string(),
        /** What it does to logging, as “stops a trail”. */
        effect: z.string(),
        /** Trail, detector, … ; '' when the event names none. */
        target: z.string(),
        account: z.string(),
        region: z.string(),
        actor: z.string(),
        /** By the actor of the alert. */
        byActor: z.boolean(),
        succeeded: z.boolean(),
        /** '' when it succeeded. */
        errorCode: z.string(),
        /** Minutes before the alert's first event; negative for one after it. */
        minutesBefore: z.number().int(),
        /** One of the alert's own events. */
        isOwn: z.boolean(),
        eventId: z.string(),
      }),
    )
    .max(20),
  reductionCount: z.number().int(),
  /** Places that delivered events in both of the weeks before, and have been silent for much longer than ever in them. */
  silent: z
    .array(
      z.object({
        account: z.string(),
        /** Absent when the whole account is silent. */
        region: z.string().optional(),
        /** Last event before the silence; ISO 8601, UTC. */
        lastSeen: z.string(),
        /** Whole hours without any event until the end of the day around the alert, or of the history. */
        hours: z.number().int(),
        /** Longest such run in the two weeks before. */
        usualHours: z.number().int(),
        usualPerDay: z.number(),
      }),
    )
    .max(20),
  silentCount: z.number().int(),
  /** Runs of hours without any event of the account in the day before the alert, much longer than it ever had before. */
  gaps: z
    .array(
      z.object({
        from: z.string(),
        to: z.string(),
        hours: z.number().int(),
        /** Longest such run in the two weeks before. */
        usualHours: z.number().int(),
      }),
    )
    .max(5),
  /** Whole days of the account's history in the 14 days before; below `neededDays` silence says little. */
  daysBehind: z.number().int(),
  neededDays: z.number().int(),
  enoughHistory: z.boolean(),
  note: z.string().optional(),
});
export type LogHealth = z.infer<typeof LogHealth>;
