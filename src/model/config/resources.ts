import { z } from 'zod';

/** Who owns which resources; the first entry whose pattern fits an ARN or name counts. */
export const ResourceSettings = z
  .array(
    z.strictObject({
      /** ARN or name, with `*` for anything. */
      pattern: z.string(),
      owner: z.string().optional(),
      environment: z.string().optional(),
      /** 0 (throw-away) to 3 (the business stops). */
      criticality: z.int().min(0).max(3).optional(),
      /** What data it holds: public, internal, personal, secret, … */
      data: z.string().optional(),
    }),
  )
  .default([]);
