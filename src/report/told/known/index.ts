import { credentials, credentialsElsewhere } from './credential.ts';
import { anomaly, baseline, maintenanceWindow, services, workingHours } from './habit.ts';
import { callInterface, impossibleTravel, network, threatIntelligence } from './origin.ts';
import { cost, resource } from './stake.ts';
import { calls, logHealth, suspicious } from './surroundings.ts';
import type { Teller } from './teller.ts';

/** In the order of a page. An enrichment that is not here is shown by the plain fields of its value. */
export const tellers: readonly Teller[] = [
  network,
  impossibleTravel,
  threatIntelligence,
  callInterface,
  credentials,
  credentialsElsewhere,
  workingHours,
  maintenanceWindow,
  baseline,
  anomaly,
  services,
  calls,
  suspicious,
  logHealth,
  resource,
  cost,
];
