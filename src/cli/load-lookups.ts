import { type Lookups, noLookups } from '#src/enrich/lookups.ts';
import type { Config } from '#src/model/config.ts';

/** Everything that enrichments look things up in, from the files that the configuration names. */
export function loadLookups(_config: Config): Lookups {
  return noLookups;
}
