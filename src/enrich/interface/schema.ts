import { z } from 'zod';

/** What the call came through, as the caller claims it: a user agent is written by whoever calls. */
export const CallInterface = z.object({
  kind: z.string(),
  tool: z.string(),
  version: z.string().optional(),
  language: z.string().optional(),
  command: z.string().optional(),
  claimed: z.literal(true),
  /** Why the claim does not fit the credential or the address. */
  contradiction: z.string().optional(),
});
export type CallInterface = z.infer<typeof CallInterface>;
