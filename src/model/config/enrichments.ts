import { z } from 'zod';

/** By enrichment id. What is not named keeps its defaults. */
export const EnrichmentSettings = z
  .record(
    z.string(),
    z.strictObject({
      enabled: z.boolean().default(true),
      /** Longest time that the enrichment may take for one alert. */
      timeoutMs: z.int().min(1).max(600_000).optional(),
    }),
  )
  .default({});
