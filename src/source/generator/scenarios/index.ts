import { commandOnServers, lambdaBackdoor, stolenInstanceCredentials } from './compute.ts';
import {
  amiShared,
  bucketMadePublic,
  ransomByCustomerKey,
  secretsMassRead,
  snapshotSharedPublic,
} from './data.ts';
import { cryptoMining, modelHijack } from './hijacking.ts';
import {
  accessKeyForOtherUser,
  consoleBruteForce,
  federationTokenPersistence,
  policyVersionEscalation,
  roleTrustBackdoor,
  rootCreatesAdmin,
} from './identity.ts';
import {
  discoverySweep,
  guardsTakenDown,
  loggingStoppedThenDelete,
  mailAbuse,
  organizationLeft,
} from './organization-wide.ts';
import type { Scenario } from './stage.ts';

/** Every attack that can be mixed in, in the order of --list-scenarios. */
export const scenarios: readonly Scenario[] = [
  rootCreatesAdmin,
  stolenInstanceCredentials,
  loggingStoppedThenDelete,
  accessKeyForOtherUser,
  secretsMassRead,
  amiShared,
  snapshotSharedPublic,
  bucketMadePublic,
  lambdaBackdoor,
  roleTrustBackdoor,
  policyVersionEscalation,
  federationTokenPersistence,
  consoleBruteForce,
  modelHijack,
  mailAbuse,
  ransomByCustomerKey,
  cryptoMining,
  commandOnServers,
  organizationLeft,
  discoverySweep,
  guardsTakenDown,
];
