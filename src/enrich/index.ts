import { anomaly } from './anomaly/enrichment.ts';
import { baseline } from './baseline/enrichment.ts';
import { calls } from './calls/enrichment.ts';
import { change } from './change/enrichment.ts';
import { cost } from './cost/enrichment.ts';
import { credentials } from './credentials/enrichment.ts';
import { credentialsElsewhere } from './credentials-elsewhere/enrichment.ts';
import type { Enrichment } from './enrichment.ts';
import { firstSeen } from './first-seen/enrichment.ts';
import { impossibleTravel } from './impossible-travel/enrichment.ts';
import { callInterface } from './interface/enrichment.ts';
import { logHealth } from './log-health/enrichment.ts';
import { maintenanceWindow } from './maintenance-window/enrichment.ts';
import { network } from './network/enrichment.ts';
import { related } from './related/enrichment.ts';
import { resource } from './resource/enrichment.ts';
import { roleChain } from './role-chain/enrichment.ts';
import { services } from './services/enrichment.ts';
import { session } from './session/enrichment.ts';
import { story } from './story/enrichment.ts';
import { suspicious } from './suspicious/enrichment.ts';
import { threatIntelligence } from './threat-intelligence/enrichment.ts';
import { workingHours } from './working-hours/enrichment.ts';

/** Every enrichment. One import and one name for a new one. */
export const enrichments: readonly Enrichment[] = [
  roleChain,
  session,
  firstSeen,
  baseline,
  anomaly,
  calls,
  change,
  maintenanceWindow,
  callInterface,
  story,
  suspicious,
  credentials,
  related,
  services,
  resource,
  logHealth,
  workingHours,
  network,
  impossibleTravel,
  threatIntelligence,
  credentialsElsewhere,
  cost,
];
