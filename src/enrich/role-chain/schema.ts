import { z } from 'zod';
import { ChainHop } from '#src/model/actor.ts';

export const RoleChain = z.object({
  /** From the first identity to the one that acted; at least one. */
  chain: z.array(ChainHop),
  /** True when the first hop is an identity that nobody assumed: a user, root, a person who signed in, a service. */
  complete: z.boolean(),
  /** What is missing and whose trail would hold it. */
  gap: z.string().optional(),
  /** Roles that the actor tried to assume and was refused, before the alert. */
  failedTries: z.array(
    z.object({ eventId: z.string(), time: z.string(), role: z.string(), error: z.string() }),
  ),
});
export type RoleChain = z.infer<typeof RoleChain>;
