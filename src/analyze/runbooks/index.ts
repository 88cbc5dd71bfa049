import { anonymousCaller } from './anonymous-caller/runbook.ts';
import { backdoorUser } from './backdoor-user/runbook.ts';
import { bucketOpened } from './bucket-opened/runbook.ts';
import { bucketRansom } from './bucket-ransom/runbook.ts';
import { computeHijacked } from './compute-hijacked/runbook.ts';
import { consoleSignIn } from './console-sign-in/runbook.ts';
import { containerChanged } from './container-changed/runbook.ts';
import { dataDestroyed } from './data-destroyed/runbook.ts';
import { dataMovedOut } from './data-moved-out/runbook.ts';
import { detectorDisabled } from './detector-disabled/runbook.ts';
import { discoverySweep } from './discovery-sweep/runbook.ts';
import { functionChanged } from './function-changed/runbook.ts';
import { identityCenterChanged } from './identity-center-changed/runbook.ts';
import { identityProviderChanged } from './identity-provider-changed/runbook.ts';
import { instanceAccess } from './instance-access/runbook.ts';
import { instanceCredentialsStolen } from './instance-credentials-stolen/runbook.ts';
import { keyAttacked } from './key-attacked/runbook.ts';
import { logsRemoved } from './logs-removed/runbook.ts';
import { mailAbuse } from './mail-abuse/runbook.ts';
import { modelAbuse } from './model-abuse/runbook.ts';
import { networkOpened } from './network-opened/runbook.ts';
import { organizationChanged } from './organization-changed/runbook.ts';
import { rightsRaised } from './rights-raised/runbook.ts';
import { roleOpened } from './role-opened/runbook.ts';
import { rolePassed } from './role-passed/runbook.ts';
import { rootUser } from './root-user/runbook.ts';
import type { Runbook } from './runbook.ts';
import { secretsRead } from './secrets-read/runbook.ts';
import { snapshotShared } from './snapshot-shared/runbook.ts';
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
  instanceAccess,
  instanceCredentialsStolen,
  networkOpened,
  snapshotShared,
  bucketOpened,
  bucketRansom,
  dataDestroyed,
  dataMovedOut,
  functionChanged,
  rolePassed,
  keyAttacked,
  secretsRead,
  containerChanged,
  modelAbuse,
  mailAbuse,
  computeHijacked,
  unknownActivity,
];
