import { z } from 'zod';

export const SessionStory = z.object({
  /** What tells the session: its access key, or the role session's ARN. */
  by: z.enum(['accessKey', 'session', 'actor']),
  from: z.string(),
  to: z.string(),
  /** In order; reads that follow each other are folded into one entry. */
  events: z.array(
    z.object({
      time: z.string(),
      what: z.string(),
      count: z.number(),
      eventIds: z.array(z.string()),
      failed: z.boolean(),
      read: z.boolean(),
    }),
  ),
  reads: z.number(),
  writes: z.number(),
  failed: z.number(),
  /** True when the session did more than is shown. */
  more: z.boolean(),
});
export type SessionStory = z.infer<typeof SessionStory>;
