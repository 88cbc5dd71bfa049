import { agentActed } from './agent-acted/runbook.ts';
import { anonymousCaller } from './anonymous-caller/runbook.ts';
import { backdoorUser } from './backdoor-user/runbook.ts';
import { backupWeakened } from './backup-weakened/runbook.ts';
import { bucketCopied } from './bucket-copied/runbook.ts';
import { bucketOpened } from './bucket-opened/runbook.ts';
import { bucketRansom } from './bucket-ransom/runbook.ts';
import { buildHijacked } from './build-hijacked/runbook.ts';
import { certificateTrustChanged } from './certificate-trust-changed/runbook.ts';
import { clusterChanged } from './cluster-changed/runbook.ts';
import { computeHijacked } from './compute-hijacked/runbook.ts';
import { consoleSignIn } from './console-sign-in/runbook.ts';
import { containerChanged } from './container-changed/runbook.ts';
import { containersHijacked } from './containers-hijacked/runbook.ts';
import { costSpike } from './cost-spike/runbook.ts';
import { dataDestroyed } from './data-destroyed/runbook.ts';
import { dataJobHijacked } from './data-job-hijacked/runbook.ts';
import { dataMovedOut } from './data-moved-out/runbook.ts';
import { databaseOpened } from './database-opened/runbook.ts';
import { databaseShared } from './database-shared/runbook.ts';
import { detectorDisabled } from './detector-disabled/runbook.ts';
import { discoverySweep } from './discovery-sweep/runbook.ts';
import { dnsChanged } from './dns-changed/runbook.ts';
import { documentShared } from './document-shared/runbook.ts';
import { functionChanged } from './function-changed/runbook.ts';
import { guardrailRemoved } from './guardrail-removed/runbook.ts';
import { identityCenterChanged } from './identity-center-changed/runbook.ts';
import { identityPoolOpened } from './identity-pool-opened/runbook.ts';
import { identityProviderChanged } from './identity-provider-changed/runbook.ts';
import { imageShared } from './image-shared/runbook.ts';
import { impossibleJourney } from './impossible-journey/runbook.ts';
import { instanceAccess } from './instance-access/runbook.ts';
import { instanceCredentialsStolen } from './instance-credentials-stolen/runbook.ts';
import { keyAttacked } from './key-attacked/runbook.ts';
import { keyQuarantined } from './key-quarantined/runbook.ts';
import { keyShared } from './key-shared/runbook.ts';
import { knownBadSource } from './known-bad-source/runbook.ts';
import { logsRemoved } from './logs-removed/runbook.ts';
import { mailAbuse } from './mail-abuse/runbook.ts';
import { modelAbuse } from './model-abuse/runbook.ts';
import { networkJoined } from './network-joined/runbook.ts';
import { networkOpened } from './network-opened/runbook.ts';
import { notebookTampered } from './notebook-tampered/runbook.ts';
import { organizationChanged } from './organization-changed/runbook.ts';
import { parametersRead } from './parameters-read/runbook.ts';
import { resourcePolicyOpened } from './resource-policy-opened/runbook.ts';
import { rightsRaised } from './rights-raised/runbook.ts';
import { roleOpened } from './role-opened/runbook.ts';
import { rolePassed } from './role-passed/runbook.ts';
import { rootUser } from './root-user/runbook.ts';
import type { Runbook } from './runbook.ts';
import { secondFactorWeakened } from './second-factor-weakened/runbook.ts';
import { secretsRead } from './secrets-read/runbook.ts';
import { snapshotShared } from './snapshot-shared/runbook.ts';
import { stackRolePassed } from './stack-role-passed/runbook.ts';
import { startScriptChanged } from './start-script-changed/runbook.ts';
import { stolenAccessKey } from './stolen-access-key/runbook.ts';
import { stolenSession } from './stolen-session/runbook.ts';
import { textMessagesAbused } from './text-messages-abused/runbook.ts';
import { trafficMirrored } from './traffic-mirrored/runbook.ts';
import { trailTampered } from './trail-tampered/runbook.ts';
import { unknownActivity } from './unknown-activity/runbook.ts';

/** Every runbook; those that come first are chosen first. One import and one name for a new one. */
export const runbooks: readonly Runbook[] = [
  trailTampered,
  stolenSession,
  stolenAccessKey,
  keyQuarantined,
  rootUser,
  roleOpened,
  rightsRaised,
  secondFactorWeakened,
  organizationChanged,
  guardrailRemoved,
  logsRemoved,
  identityProviderChanged,
  certificateTrustChanged,
  identityCenterChanged,
  detectorDisabled,
  consoleSignIn,
  backdoorUser,
  anonymousCaller,
  discoverySweep,
  instanceAccess,
  startScriptChanged,
  instanceCredentialsStolen,
  networkOpened,
  networkJoined,
  trafficMirrored,
  databaseOpened,
  snapshotShared,
  imageShared,
  databaseShared,
  resourcePolicyOpened,
  documentShared,
  identityPoolOpened,
  bucketOpened,
  bucketCopied,
  bucketRansom,
  backupWeakened,
  dataDestroyed,
  dataMovedOut,
  dnsChanged,
  functionChanged,
  rolePassed,
  stackRolePassed,
  buildHijacked,
  notebookTampered,
  dataJobHijacked,
  keyAttacked,
  keyShared,
  secretsRead,
  parametersRead,
  containersHijacked,
  containerChanged,
  clusterChanged,
  modelAbuse,
  mailAbuse,
  textMessagesAbused,
  computeHijacked,
  costSpike,
  agentActed,
  knownBadSource,
  impossibleJourney,
  unknownActivity,
];
