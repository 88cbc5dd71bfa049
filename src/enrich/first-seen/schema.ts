import { z } from 'zod';

export const firstSeenDimensions = [
  'action',
  'service',
  'region',
  'ip',
  /** Who runs the network of the address, and where it is; only with the user's own files about networks. */
  'asn',
  'country',
  'userAgent',
  'accessKey',
  /** The account that was acted in, when it is not the actor's own. */
  'targetAccount',
  'resource',
] as const;

export const FirstSeen = z.object({
  /** Whole days of history before the alert; 0 when there is none. */
  actorDays: z.number().int(),
  accountDays: z.number().int(),
  /** What is said of the organisation is absent in alerts of earlier versions. */
  organizationDays: z.number().int().optional(),
  /** Of all who use the actor's role; absent when nobody shares a role with it. */
  roleDays: z.number().int().optional(),
  /** The role, or the permission set, that the actor shares with others. */
  role: z.string().optional(),
  /** Below this many days “new” says little. */
  neededDays: z.number().int(),
  enoughForActor: z.boolean(),
  enoughForAccount: z.boolean(),
  enoughForOrganization: z.boolean().optional(),
  enoughForRole: z.boolean().optional(),
  facts: z.array(
    z.object({
      dimension: z.enum(firstSeenDimensions),
      value: z.string(),
      newForActor: z.boolean(),
      newForAccount: z.boolean(),
      newForOrganization: z.boolean().optional(),
      /** Also for the others of the role in 30 days; absent when nobody shares a role with the actor. */
      newForRole: z.boolean().optional(),
      /** Earlier events of the actor, and of the account, with this value. */
      actorCount: z.number().int(),
      accountCount: z.number().int(),
      /** How many days back was looked; absent when it was all of the history. */
      withinDays: z.number().int().optional(),
      /** Since when the actor has known it. */
      actorSince: z.string().optional(),
      /** When the account last saw it before. */
      lastSeen: z.string().optional(),
    }),
  ),
  note: z.string().optional(),
});
export type FirstSeen = z.infer<typeof FirstSeen>;
