import { z } from 'zod';

const Percentile = z.number().min(50).max(100);

/** From where on a session counts as unusual, in percent of the sessions that the model was trained on. */
export const BaselineSettings = z
  .strictObject({
    unusual: Percentile.default(99),
    veryUnusual: Percentile.default(99.9),
  })
  .refine(({ unusual, veryUnusual }) => unusual <= veryUnusual, {
    error: 'unusual is above veryUnusual',
  })
  .prefault({});
