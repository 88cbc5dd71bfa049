import { z } from 'zod';

export const MaintenanceWindowFact = z.object({
  inside: z.boolean(),
  /** The window it lies in, else the next one that applies to the account, as `Tue 02:00–04:00 America/New_York`. */
  window: z.string(),
  name: z.string(),
  /** The alert's time on the window's own clock. */
  localTime: z.string(),
});
export type MaintenanceWindowFact = z.infer<typeof MaintenanceWindowFact>;
