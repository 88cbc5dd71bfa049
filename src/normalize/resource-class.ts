import type { RawRecord } from '#src/model/cloud-event.ts';
import { plainEventName } from './event-name.ts';
import { text } from './untyped.ts';

/** Sources that are not called as people call the service. */
const services: ReadonlyMap<string, string> = new Map([
  ['monitoring', 'cloudwatch'],
  ['streams.dynamodb', 'dynamodb'],
  ['es', 'opensearch'],
  ['s3express', 's3'],
  ['sso-directory', 'sso'],
  ['identitystore', 'sso'],
]);

/** Names whose noun says less than a person would. Plain event name → class. */
const exceptions: ReadonlyMap<string, string> = new Map([
  ['ConsoleLogin', 'signin:console'],
  ['CheckMfa', 'signin:console'],
  ['SwitchRole', 'signin:role'],
  ['ExitRole', 'signin:role'],
  ['GetSigninToken', 'signin:token'],
  ['PasswordRecoveryRequested', 'signin:root'],
  ['PasswordRecoveryCompleted', 'signin:root'],
  ['AssumeRole', 'iam:role'],
  ['AssumeRoleWithSAML', 'iam:role'],
  ['AssumeRoleWithWebIdentity', 'iam:role'],
  ['AssumeRoot', 'iam:root'],
  ['GetCallerIdentity', 'sts:identity'],
  ['GetFederationToken', 'iam:user'],
  ['GetSessionToken', 'iam:user'],
  ['UpdateAssumeRolePolicy', 'iam:role'],
  ['CreateServiceLinkedRole', 'iam:role'],
  ['CreateAccessKey', 'iam:user'],
  ['UpdateAccessKey', 'iam:user'],
  ['DeleteAccessKey', 'iam:user'],
  ['CreateLoginProfile', 'iam:user'],
  ['UpdateLoginProfile', 'iam:user'],
  ['DeleteLoginProfile', 'iam:user'],
  ['ChangePassword', 'iam:user'],
  ['DeactivateMFADevice', 'iam:user'],
  ['EnableMFADevice', 'iam:user'],
  ['AddUserToGroup', 'iam:group'],
  ['RemoveUserFromGroup', 'iam:group'],
  ['AddRoleToInstanceProfile', 'iam:instance-profile'],
  ['StartLogging', 'cloudtrail:trail'],
  ['StopLogging', 'cloudtrail:trail'],
  ['PutEventSelectors', 'cloudtrail:trail'],
  ['PutInsightSelectors', 'cloudtrail:trail'],
  ['RunInstances', 'ec2:instance'],
  ['GetPasswordData', 'ec2:instance'],
  ['GetConsoleOutput', 'ec2:instance'],
  ['SendSSHPublicKey', 'ec2:instance'],
  ['SendSerialConsoleSSHPublicKey', 'ec2:instance'],
  ['AssociateIamInstanceProfile', 'ec2:instance'],
  ['ReplaceIamInstanceProfileAssociation', 'ec2:instance'],
  ['CopySnapshot', 'ec2:snapshot'],
  ['SharedSnapshotCopyInitiated', 'ec2:snapshot'],
  ['SharedSnapshotVolumeCreated', 'ec2:snapshot'],
  ['SendCommand', 'ssm:command'],
  ['StartSession', 'ssm:session'],
  ['Encrypt', 'kms:key'],
  ['Decrypt', 'kms:key'],
  ['ReEncrypt', 'kms:key'],
  ['CreateGrant', 'kms:key'],
  ['GenerateDataKey', 'kms:key'],
  ['ScheduleKeyDeletion', 'kms:key'],
  ['GetSecretValue', 'secretsmanager:secret'],
  ['BatchGetSecretValue', 'secretsmanager:secret'],
  ['InvokeModel', 'bedrock:model'],
  ['Converse', 'bedrock:model'],
  ['LeaveOrganization', 'organizations:account'],
  ['InviteAccountToOrganization', 'organizations:account'],
]);

/** Resources of a service whose policy, parameter or part an event name may name: the first noun that a name holds. */
const nouns: ReadonlyMap<string, readonly (readonly [noun: string, resource: string])[]> = new Map([
  [
    'iam',
    [
      ['SAMLProvider', 'identity-provider'],
      ['OpenIDConnect', 'identity-provider'],
      ['InstanceProfile', 'instance-profile'],
      ['AccessKey', 'user'],
      ['LoginProfile', 'user'],
      ['MFADevice', 'user'],
      ['SSHPublicKey', 'user'],
      ['SigningCertificate', 'user'],
      ['ServiceSpecificCredential', 'user'],
      ['User', 'user'],
      ['Role', 'role'],
      ['Group', 'group'],
      ['Policy', 'policy'],
      ['Account', 'account'],
    ],
  ],
  [
    's3',
    [
      ['AccessPoint', 'access-point'],
      ['Bucket', 'bucket'],
      ['PublicAccessBlock', 'bucket'],
      ['Object', 'object'],
    ],
  ],
  [
    'ec2',
    [
      ['SecurityGroup', 'security-group'],
      ['NetworkAcl', 'network-acl'],
      ['RouteTable', 'route-table'],
      ['Route', 'route-table'],
      ['InternetGateway', 'internet-gateway'],
      ['FlowLog', 'flow-log'],
      ['Snapshot', 'snapshot'],
      ['Image', 'image'],
      ['LaunchTemplate', 'launch-template'],
      ['KeyPair', 'key-pair'],
      ['VpcPeering', 'vpc-peering'],
      ['VpcEndpoint', 'vpc-endpoint'],
      ['Subnet', 'subnet'],
      ['NetworkInterface', 'network-interface'],
      ['Address', 'address'],
      ['Volume', 'volume'],
      ['Ebs', 'volume'],
      ['Instance', 'instance'],
      ['Vpc', 'vpc'],
    ],
  ],
  [
    'rds',
    [
      ['Snapshot', 'snapshot'],
      ['DBCluster', 'cluster'],
      ['DBInstance', 'instance'],
    ],
  ],
  [
    'lambda',
    [
      ['Layer', 'layer'],
      ['EventSourceMapping', 'event-source-mapping'],
      ['Function', 'function'],
      ['Permission', 'function'],
      ['Invoke', 'function'],
    ],
  ],
  ['kms', [['Key', 'key']]],
  [
    'bedrock',
    [
      ['InvocationLogging', 'logging'],
      ['Guardrail', 'guardrail'],
      ['Agent', 'agent'],
      ['Model', 'model'],
    ],
  ],
  [
    'secretsmanager',
    [
      ['Secret', 'secret'],
      ['Policy', 'secret'],
    ],
  ],
  ['guardduty', [['', 'detector']]],
  ['securityhub', [['', 'hub']]],
  [
    'cloudtrail',
    [
      ['EventDataStore', 'event-data-store'],
      ['', 'trail'],
    ],
  ],
  [
    'config',
    [
      ['Rule', 'rule'],
      ['', 'recorder'],
    ],
  ],
]);

const verbs =
  /^(?:Batch)?(?:AcceptAccess|Accept|Add|Allocate|Assign|Associate|Attach|Authorize|Cancel|Change|Complete|Copy|Create|Deactivate|Delete|Deregister|Describe|Detach|Disable|Disassociate|Download|Enable|Execute|Export|Generate|Get|Head|Import|Initiate|Invite|Invoke|List|Modify|Move|Post|Publish|Purchase|Put|Reboot|Register|Reject|Release|Remove|Replace|Reset|Restore|Revoke|Rotate|Run|Search|Select|Send|Set|Share|Start|Stop|Subscribe|Tag|Terminate|Test|Unassign|Unsubscribe|Untag|Update|Upload|Verify)(?=[A-Z])/;

const known = new Map<string, Map<string, string>>();
const mostKnown = 20_000;
let remembered = 0;

/**
 * What kind of thing the event is about, such as `iam:user` or `s3:bucket`. Detections are grouped by it, so the name is
 * the resource's, not the call's: PutBucketPolicy and DeleteBucketPolicy are both about a bucket. Never empty.
 */
export function resourceClassOf(record: RawRecord): string {
  const source = text(record['eventSource']);
  const name = text(record['eventName']);
  const found = known.get(source)?.get(name);
  if (found !== undefined) return found;
  const resourceClass = classify(source, plainEventName(name));
  remember(source, name, resourceClass);
  return resourceClass;
}

/** Names come from the input: the memory is bounded so that invented ones cannot fill it. */
function remember(source: string, name: string, resourceClass: string): void {
  if (remembered >= mostKnown || source.length + name.length > 256) return;
  remembered += 1;
  const ofSource = known.get(source) ?? new Map<string, string>();
  known.set(source, ofSource.set(name, resourceClass));
}

function classify(source: string, name: string): string {
  const exception = exceptions.get(name);
  if (exception !== undefined) return exception;
  const service = serviceOf(source);
  const rows = nouns.get(service) ?? [];
  const noun = rows.find(([word]) => name.includes(word))?.[1] ?? plainNoun(name);
  return `${service}:${noun}`;
}

function serviceOf(source: string): string {
  const end = source.indexOf('.amazonaws.com');
  const short = (end === -1 ? source : source.slice(0, end)).slice(0, 64);
  return services.get(short) ?? (short === '' ? 'unknown' : short);
}

/** `ListHostedZonesByName` → `hosted-zone`. */
function plainNoun(name: string): string {
  const noun = name
    .slice(0, 128)
    .replace(verbs, '')
    .replace(/(?:By[A-Z]\w*|V\d+)$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '');
  const words = noun.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-');
  return words === '' ? 'unknown' : words.toLowerCase();
}
