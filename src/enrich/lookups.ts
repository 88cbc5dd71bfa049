import type { Baseline } from './baseline.ts';
import { type Indicators, noIndicators } from './indicators.ts';
import { type Networks, noNetworks } from './networks.ts';

/** What enrichments look things up in besides the event history. Each is loaded once by a door and answers at once. */
export interface Lookups {
  readonly networks: Networks;
  readonly indicators: Indicators;
  /** Undefined until somebody has trained one on stored history. */
  readonly baseline: Baseline | undefined;
}

/** Nothing was supplied. */
export const noLookups: Lookups = {
  networks: noNetworks,
  indicators: noIndicators,
  baseline: undefined,
};
