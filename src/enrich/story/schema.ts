import { z } from 'zod';

export const StoryFact = z.object({
  id: z.string(),
  /** Ids of the alerts that tell it together. */
  alerts: z.array(z.string()),
  /** The calls in order. */
  acts: z.array(z.object({ time: z.string(), eventId: z.string(), what: z.string() })),
  text: z.string(),
});
export type StoryFact = z.infer<typeof StoryFact>;
