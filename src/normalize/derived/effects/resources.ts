import { resourcesOf } from '../../resources.ts';
import { type Bag, bag, pick, pickText } from '../../untyped.ts';
import { clean } from '../changes/words.ts';
import { exposureOf } from '../exposure.ts';
import { openingsOf } from '../network.ts';
import { passedRoleOf } from '../passed-role.ts';
import { type Effect, type EffectKind, effect, type Opened, type ReadEffects } from './effect.ts';
import { policyKindOf, resourcePolicyEffects } from './policies.ts';
import { accountPrincipal, everyone, known } from './principals.ts';

/** What a request calls the thing that it is about, and how a person would. */
const things: readonly (readonly [key: string, words: string])[] = [
  ['bucketName', 'bucket'],
  ['queueUrl', 'queue'],
  ['topicArn', 'topic'],
  ['functionName', 'function'],
  ['functionUrlConfig', 'function'],
  ['layerName', 'layer'],
  ['secretId', 'secret'],
  ['keyId', 'key'],
  ['snapshotId', 'snapshot'],
  ['imageId', 'image'],
  ['dBSnapshotIdentifier', 'database snapshot'],
  ['dBClusterSnapshotIdentifier', 'database snapshot'],
  ['snapshotIdentifier', 'snapshot'],
  ['dBInstanceIdentifier', 'database'],
  ['dBClusterIdentifier', 'database cluster'],
  ['clusterIdentifier', 'cluster'],
  ['clusterName', 'cluster'],
  ['groupId', 'security group'],
  ['groupName', 'security group'],
  ['securityGroupId', 'security group'],
  ['networkAclId', 'network ACL'],
  ['instanceName', 'instance'],
  ['instanceId', 'instance'],
  ['repositoryName', 'repository'],
  ['eventBusName', 'event bus'],
  ['domainName', 'domain'],
  ['backupVaultName', 'backup vault'],
  ['vaultName', 'vault'],
  ['fileSystemId', 'file system'],
  ['vpcId', 'network'],
  ['launchTemplateName', 'launch template'],
  ['resourceArn', 'resource'],
  ['roleName', 'role'],
  ['name', 'resource'],
];

interface Thing {
  readonly words: string;
  readonly resource: string;
}

function thingOf({ record, request }: Opened): Thing {
  for (const [key, words] of things) {
    const resource = pickText(request, key, key.replace(/^dB/, 'db'));
    if (resource !== '') return { words: `${words} ${clean(resource)}`, resource };
  }
  const [resource = ''] = resourcesOf(record);
  return { words: resource === '' ? 'a resource' : `resource ${clean(resource)}`, resource };
}

/** All that a call of any service opens: by a policy, a list of accounts, an address range, a role. */
export const resourceEffects: ReadEffects = (call) => {
  const thing = thingOf(call);
  const byPolicy = resourcePolicyEffects(call, thing.words, thing.resource);
  const others = byPolicy.length > 0 ? [] : exposureEffects(call, thing);
  return [...byPolicy, ...others, ...openingEffects(call, thing), ...passedEffects(call, thing)];
};

function exposureEffects(call: Opened, thing: Thing): readonly Effect[] {
  const exposure = exposureOf(call.record);
  const accounts = [...new Set(exposure.accounts)].map((account) =>
    accountPrincipal(call, account),
  );
  const principals = [...(exposure.public === true ? [everyone] : []), ...accounts];
  if (principals.length === 0) return [];
  const kind = kindOf(call);
  const isReach = kind === 'network' && exposure.public === true;
  return [
    effect({
      kind,
      thing: thing.words,
      resource: thing.resource,
      principals,
      privileges: privilegesOf(call.request),
      ...(isReach && { sentence: `${thing.words} can be reached from the internet` }),
    }),
  ];
}

const sharingCalls =
  /^(?:Modify(?:Snapshot|Image|FpgaImage|DB\w*Snapshot)|Create(?:Resource|Vpc)|Associate|Authorize|ModifyDocument|PutBucketRep|PutSubscription|ModifyVpc)/;

function kindOf({ name, source }: Opened): EffectKind {
  if (/Acl$|^(?:CreateBucket|PutObject)$/.test(name)) return 'acl';
  if (/^(?:Create|Modify)(?:DB|Cluster)/.test(name) && !name.includes('Snapshot')) return 'network';
  return sharingCalls.test(name) ? 'sharing' : policyKindOf(source);
}

/** The action that a permission of Lambda, SQS, SNS or KMS names. */
function privilegesOf(request: Bag): readonly string[] {
  const actions = pick(request, 'action', 'actions', 'actionName', 'operations', 'permission');
  const named = Array.isArray(actions) ? actions : [actions];
  return named.filter((action) => typeof action === 'string').map(clean);
}

function openingEffects(call: Opened, thing: Thing): readonly Effect[] {
  return openingsOf(call.record)
    .filter(({ sources }) => sources.length > 0)
    .map(({ ports, sources, world }) => {
      const what = portWords(ports);
      const from = world ? [everyone] : sources.slice(0, 12).map(known);
      const verb = ports.includes('-') || ports === 'all' ? 'are' : 'is';
      const to = world ? 'the world' : from.map(({ name }) => name).join(', ');
      return effect({
        kind: 'network',
        thing: thing.words,
        resource: thing.resource,
        principals: from,
        privileges: [what],
        sentence: `${what} of ${thing.words} ${verb} open to ${to}`,
      });
    });
}

function portWords(ports: string): string {
  if (ports === 'icmp') return 'ICMP';
  if (ports === 'all') return 'all ports';
  return ports.includes('-') ? `ports ${ports}` : `port ${ports}`;
}

function passedEffects(call: Opened, thing: Thing): readonly Effect[] {
  const role = passedRoleOf(call.record);
  if (role === undefined) return [];
  const name = clean(role);
  return [
    effect({
      kind: 'passed-role',
      thing: thing.words,
      resource: thing.resource,
      principals: [known(thing.words)],
      privileges: [name],
      sentence: `${thing.words} can now act as ${name}`,
    }),
  ];
}

const blocks = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
];

/** The four switches against public access; what is not on is off. */
export const publicAccessBlock: ReadEffects = (call) => {
  const bucket = pickText(call.request, 'bucketName');
  const thing = bucket === '' ? 'every bucket of the account' : `bucket ${clean(bucket)}`;
  const settings = bag(pick(call.request, 'publicAccessBlockConfiguration'));
  const isOn = (block: string) => String(pick(settings, lowerFirst(block))) === 'true';
  const off = call.name.startsWith('Delete') ? blocks : blocks.filter((block) => !isOn(block));
  const reduces = off.length === 0;
  return [
    effect({
      kind: 'acl',
      thing,
      resource: bucket,
      privileges: off.map((block) => `${block} off`),
      reduces,
      sentence: reduces
        ? `public access to ${thing} is blocked`
        : `public access to ${thing} is no longer blocked${off.length < blocks.length ? ' in every way' : ''}`,
    }),
  ];
};

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

/** Calls that take access to a resource away. */
export const closing: ReadEffects = (call) => {
  const thing = thingOf(call);
  const isNetwork = call.name.startsWith('Revoke');
  return [
    effect({
      kind: isNetwork ? 'network' : policyKindOf(call.source),
      thing: thing.words,
      resource: thing.resource,
      reduces: true,
      sentence: isNetwork
        ? `${thing.words} lets in less than before`
        : `a policy of ${thing.words} is gone`,
    }),
  ];
};
