import { z } from 'zod';

/** How often an alert of many events made each of its calls, and on how many things. */
export const Calls = z.object({
  calls: z.array(
    z.object({
      /** `eventSource:eventName`, the name without a version suffix. */
      action: z.string(),
      /** '' for calls that went through. */
      errorCode: z.string(),
      count: z.number().int(),
      /** Different things that these calls name; 0 where they name none. */
      resources: z.number().int(),
    }),
  ),
  /** True when there are more such calls than were looked at. */
  more: z.boolean(),
});
export type Calls = z.infer<typeof Calls>;
