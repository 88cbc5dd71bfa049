import { z } from 'zod';

export const IntelligenceSettings = z
  .strictObject({
    /** Indicator files (CSV, JSON lines or plain lists); paths are relative to the configuration file. */
    files: z.array(z.string()).default([]),
  })
  .prefault({});
