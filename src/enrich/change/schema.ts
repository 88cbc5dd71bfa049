import { z } from 'zod';

export const Change = z.object({
  /** What was changed, in plain words, one sentence each, oldest first. */
  sentences: z.array(z.string()),
});
export type Change = z.infer<typeof Change>;
