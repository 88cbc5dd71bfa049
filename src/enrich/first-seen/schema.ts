import { z } from 'zod';

export const firstSeenDimensions = [
  'action',
  'service',
  'region',
  'ip',
  'userAgent',
  'accessKey',
] as const;

export const FirstSeen = z.object({
  /** Whole days of history before the alert; 0 when there is none. */
  actorDays: z.number().int(),
  accountDays: z.number().int(),
  /** Below this many days “new” says little. */
  neededDays: z.number().int(),
  enoughForActor: z.boolean(),
  enoughForAccount: z.boolean(),
  facts: z.array(
    z.object({
      dimension: z.enum(firstSeenDimensions),
      value: z.string(),
      newForActor: z.boolean(),
      newForAccount: z.boolean(),
      /** Earlier events of the actor, and of the account, with this value. */
      actorCount: z.number().int(),
      accountCount: z.number().int(),
      /** Since when the actor has known it. */
      actorSince: z.string().optional(),
      /** When the account last saw it before. */
      lastSeen: z.string().optional(),
    }),
  ),
  note: z.string().optional(),
});
export type FirstSeen = z.infer<typeof FirstSeen>;
