import type { Config } from '#src/model/config.ts';

/** What one input may cost; see the comments in the configuration. */
export type ReadLimits = Config['limits'];
