import type { RawRecord } from '#src/model/cloud-event.ts';
import { accountOfPrincipal } from '../actor/arn.ts';
import { plainEventName } from '../event-name.ts';
import { readPolicy } from '../policy/document.ts';
import { grants } from '../policy/grants.ts';
import { type Bag, bag, list, pick, pickText, text, texts } from '../untyped.ts';
import { bucketAcl } from './acl.ts';
import { policyInRequest } from './request-policies.ts';

/** Whom a call lets at a resource. */
export interface Exposure {
  /** Undefined when the policy in the request could not be read. */
  readonly public: boolean | undefined;
  /** All accounts that the request names, one's own among them. */
  readonly accounts: readonly string[];
}

const nobody: Exposure = { public: false, accounts: [] };

type Read = (request: Bag) => Exposure;

/** Everyone is spelled `*` in policies and `all` in sharing attributes. */
function sharedWith(principals: readonly string[]): Exposure {
  const accounts = principals
    .filter((principal) => !isOrganization(principal))
    .map(accountOfPrincipal)
    .filter((account) => account !== '');
  return { public: principals.some((name) => name === '*' || name === 'all'), accounts };
}

/** An organization's ARN names its management account, but lets in the members. */
function isOrganization(principal: string): boolean {
  return principal.startsWith('arn:') && principal.includes(':organizations:');
}

const permissionList =
  (key: string): Read =>
  (request) => {
    const added = list(pick(bag(pick(request, key)), 'add')).map(bag);
    return sharedWith(
      added.flatMap((entry) => [pickText(entry, 'group'), pickText(entry, 'userId')]),
    );
  };

const named =
  (...keys: readonly string[]): Read =>
  (request) =>
    sharedWith(keys.flatMap((key) => texts(pick(request, key))));

const restoreAttribute: Read = (request) => sharedWith(texts(pick(request, 'valuesToAdd')));

/** Lambda and EventBridge: one principal, tied or not tied to a source. */
const singlePrincipal: Read = (request) => {
  const narrowing = ['sourceArn', 'sourceAccount', 'principalOrgID', 'organizationId', 'condition'];
  const isTied = narrowing.some((key) => pick(request, key) !== undefined);
  const exposure = sharedWith([pickText(request, 'principal')]);
  return isTied ? { ...exposure, public: false } : exposure;
};

const functionUrl: Read = (request) => ({
  public: pickText(request, 'authType') === 'NONE',
  accounts: [],
});

const reachable: Read = (request) => ({
  public: pick(request, 'publiclyAccessible') === true,
  accounts: [],
});

const replication: Read = (request) => {
  const rules = list(pick(bag(pick(request, 'replicationConfiguration')), 'rule', 'rules'));
  const targets = rules.map((rule) => bag(pick(bag(rule), 'destination')));
  return sharedWith(targets.map((target) => pickText(target, 'account')));
};

const byEvent: ReadonlyMap<string, Read> = new Map([
  ['ModifySnapshotAttribute', permissionList('createVolumePermission')],
  ['ModifyImageAttribute', permissionList('launchPermission')],
  ['ModifyFpgaImageAttribute', permissionList('loadPermission')],
  ['ModifyDBSnapshotAttribute', restoreAttribute],
  ['ModifyDBClusterSnapshotAttribute', restoreAttribute],
  ['AddPermission', singlePrincipal],
  ['AddLayerVersionPermission', singlePrincipal],
  ['PutPermission', singlePrincipal],
  ['CreateFunctionUrlConfig', functionUrl],
  ['UpdateFunctionUrlConfig', functionUrl],
  ['ModifyDocumentPermission', named('accountIdsToAdd')],
  ['ModifyVpcEndpointServicePermissions', named('addAllowedPrincipals')],
  ['CreateResourceShare', named('principals')],
  ['AssociateResourceShare', named('principals')],
  ['CreateGrant', named('granteePrincipal')],
  ['AuthorizeSnapshotAccess', named('accountWithRestoreAccess')],
  ['AuthorizeDataShare', named('consumerIdentifier')],
  ['CreateVpcPeeringConnection', named('peerOwnerId')],
  ['PutSubscriptionFilter', named('destinationArn')],
  ['PutBucketReplication', replication],
  ['CreateDBInstance', reachable],
  ['ModifyDBInstance', reachable],
  ['CreateDBCluster', reachable],
  ['ModifyDBCluster', reachable],
  ['CreateCluster', reachable],
  ['ModifyCluster', reachable],
  ['PutBucketAcl', bucketAcl],
  ['PutObjectAcl', bucketAcl],
  ['CreateBucket', bucketAcl],
  ['PutObject', bucketAcl],
]);

/** SNS and SQS have an AddPermission of their own that names accounts. */
const accountKeys = ['aWSAccountId', 'aWSAccountIds', 'awsAccountIds', 'AWSAccountIds'] as const;

export function exposureOf(record: RawRecord): Exposure {
  const request = bag(record['requestParameters']);
  const name = plainEventName(text(record['eventName']));
  const direct = byEvent.get(name)?.(request) ?? nobody;
  const byPolicy = policyExposure(record);
  const listed = name === 'AddPermission' ? named(...accountKeys)(request) : nobody;
  return {
    public: direct.public || listed.public || byPolicy.public,
    accounts: [...new Set([...direct.accounts, ...byPolicy.accounts, ...listed.accounts])],
  };
}

function policyExposure(record: RawRecord): Exposure {
  const source = policyInRequest(record, 'resource');
  if (source === undefined) return nobody;
  const statements = readPolicy(source);
  return statements === undefined ? { public: undefined, accounts: [] } : grants(statements);
}
