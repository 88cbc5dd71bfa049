import { anonymousCaller } from './anonymous-caller/runbook.ts';
import { backdoorUser } from './backdoor-user/runbook.ts';
import { consoleSignIn } from './console-sign-in/runbook.ts';
import { detectorDisabled } from './detector-disabled/runbook.ts';
import { discoverySweep } from './discovery-sweep/runbook.ts';
import { identityCenterChanged } from './identity-center-changed/runbook.ts';
import { identityProviderChanged } from './identity-provider-changed/runbook.ts';
import { logsRemoved } from './logs-removed/runbook.ts';
import { organizationChanged } from './organization-changed/runbook.ts';
import { rightsRaised } from './rights-raised/runbook.ts';
import { roleOpened } from './role-opened/runbook.ts';
import { rootUser } from './root-user/runbook.ts';
import type { Runbook } from './runbook.ts';
import { stolenAccessKey } from './stolen-access-key/runbook.ts';
import { stolenSession } from './stolen-session/runbook.ts';
import { trailTampered } from './trail-tampered/runbook.ts';
import { unknownActivity } from './unknown-activity/runbook.ts';

/** Every runbook, by id. One import and one name for a new one. */
export const runbooks: readonly Runbook[] = [
  trailTampered,
  stolenSession,
  stolenAccessKey,
  rootUser,
  roleOpened,
  rightsRaised,
  organizationChanged,
  logsRemoved,
  identityProviderChanged,
  identityCenterChanged,
  detectorDisabled,
  consoleSignIn,
  backdoorUser,
  anonymousCaller,
  discoverySweep,
  unknownActivity,
];
