import { z } from 'zod';

export const IntelligenceSettings = z
  .strictObject({
    /** Indicator files (CSV, JSON lines, STIX 2.1 bundles or plain lists); paths are relative to the configuration file. */
    files: z.array(z.string()).default([]),
  })
  .prefault({});
