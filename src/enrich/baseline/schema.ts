import { z } from 'zod';
import { weekdays } from '#src/model/time.ts';

export const measures = [
  'calls',
  'distinctActions',
  'writes',
  'errors',
  'writeRatio',
  'errorRatio',
] as const;

/** One number of the actor's busiest hour around the alert against the hours in which it was active before. */
const Rate = z.object({
  measure: z.enum(measures),
  /** Per hour; ratios are from 0 to 1. */
  now: z.number(),
  median: z.number(),
  /** Median absolute deviation from the median. */
  mad: z.number(),
  /** Robust z: how many standard deviations above the median, were the hours normally distributed. */
  score: z.number(),
  /** Share of the earlier active hours that were below `now`, 0 to 1. */
  above: z.number(),
  /** Earlier hours that it is compared with. */
  hours: z.number().int(),
  unusual: z.boolean(),
});

const Peers = z.object({
  /** What the peers have in common with the actor. */
  group: z.enum(['role', 'permission-set', 'organizational-unit', 'environment']),
  name: z.string(),
  /** Other actors of the group; of a large one the 20 most active. */
  size: z.number().int(),
  days: z.number().int(),
  /** For each action of the alert (at most 3): how many of the peers did it. */
  actions: z.array(
    z.object({
      action: z.string(),
      peers: z.number().int(),
      /** Actor keys, at most 5. */
      who: z.array(z.string()),
    }),
  ),
  /** True when the group is larger. */
  more: z.boolean(),
});

export const Baseline = z.object({
  /** ISO 8601, UTC: the time that is taken for usual. It ends some hours before the alert. */
  from: z.string(),
  to: z.string(),
  /** Whole days from the actor's first event in that time to its end. */
  days: z.number().int(),
  /** Hours of that time in which the actor was active. */
  activeHours: z.number().int(),
  /** False below 14 days or 24 active hours: then nothing is called unusual. */
  enough: z.boolean(),
  /** The hour of the alert in which the actor called most; ISO 8601. */
  busiestHour: z.string().optional(),
  rates: z.array(Rate),
  /** The alert's hour of the week, in UTC. */
  hourOfWeek: z.object({
    weekday: z.enum(weekdays),
    hour: z.number().int(),
    /** Earlier weeks in the time looked at, and those in which the actor was active within an hour of it. */
    weeks: z.number().int(),
    activeWeeks: z.number().int(),
    unusual: z.boolean(),
  }),
  /** Absent when the actor has no group whose habits could be compared. */
  peers: Peers.optional(),
  /** What could not be said, and why. */
  note: z.string().optional(),
});
export type Baseline = z.infer<typeof Baseline>;
