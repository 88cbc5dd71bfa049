import { z } from 'zod';

const Counts = {
  events: z.number().int(),
  /** Calls that do not say that they only read. */
  writes: z.number().int(),
  failed: z.number().int(),
};

const ActionUse = z.object({
  /** `eventSource:eventName`, the name without a version suffix. */
  action: z.string(),
  ...Counts,
  /** The actor had not made this call in the days before. */
  isNew: z.boolean(),
});

const ServiceUse = z.object({
  /** eventSource */
  service: z.string(),
  ...Counts,
  reads: z.number().int(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  /** The actor had not used this service in the days before. */
  isNew: z.boolean(),
  /** Events per day in the days before, on average; 0 when there are none. */
  usualPerDay: z.number(),
  /** The most frequent ones, new ones before all others. */
  actions: z.array(ActionUse).max(5),
  actionCount: z.number().int(),
  /** Events by hour, from `from` on; absent in alerts of earlier versions. */
  perHour: z.array(z.number().int()).max(25).optional(),
});

export const oddities = [
  'new-service',
  'new-action',
  'busy-hour',
  'many-writes',
  'many-failures',
] as const;

export const Services = z.object({
  /** The day around the alert; ISO 8601, UTC. */
  from: z.string(),
  to: z.string(),
  /** Whole days of this actor's history in the 30 days before; below `neededDays` “new” says little. */
  daysBehind: z.number().int(),
  neededDays: z.number().int(),
  enoughHistory: z.boolean(),
  actor: z.object({
    ...Counts,
    /** Services with something new first, then the most used ones. */
    services: z.array(ServiceUse).max(15),
    serviceCount: z.number().int(),
    /** Hours with any event, oldest first. */
    hours: z
      .array(
        z.object({
          /** Start of the hour; ISO 8601, UTC. */
          hour: z.string(),
          ...Counts,
          /** Services used in this hour. */
          services: z.number().int(),
          isUnusual: z.boolean(),
        }),
      )
      .max(25),
    /** What is usual in an hour in which the actor is active at all; absent without earlier activity. */
    usualHour: z
      .object({
        median: z.number(),
        /** More events than this in one hour are unusual. */
        limit: z.number(),
        /** Hours with any event in the days before. */
        activeHours: z.number().int(),
      })
      .optional(),
  }),
  /** The session or key that made the alert's calls; absent where nothing tells it. */
  session: z
    .object({
      by: z.enum(['accessKey', 'session']),
      ...Counts,
      firstSeen: z.string(),
      lastSeen: z.string(),
      actions: z.array(ActionUse).max(15),
      actionCount: z.number().int(),
    })
    .optional(),
  /** Reasons to look twice, the strongest first. Empty without enough history. */
  unusual: z
    .array(
      z.object({
        what: z.enum(oddities),
        /** The service or action, or the start of the hour. */
        value: z.string(),
        count: z.number(),
        /** What would have been usual: most events, writes or failures in one hour. */
        usual: z.number().optional(),
        eventId: z.string(),
      }),
    )
    .max(20),
  note: z.string().optional(),
});
export type Services = z.infer<typeof Services>;
