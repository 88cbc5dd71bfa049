import { z } from 'zod';

/** What the calls changed, read or tried, oldest first. */
export const Change = z.object({
  changes: z.array(
    z.object({
      /** Without a subject and full stop: `attached AdministratorAccess to user deploy-bot`. */
      text: z.string(),
      /** Name, id or ARN of the thing; '' where the call names none. */
      object: z.string(),
      /** What was given or opened. */
      privilege: z.string().optional(),
      /** Who got it. */
      principal: z.string().optional(),
      evidence: z.string(),
    }),
  ),
});
export type Change = z.infer<typeof Change>;
