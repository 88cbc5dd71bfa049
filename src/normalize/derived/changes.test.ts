import { describe, expect, it } from 'vitest';
import { knownCalls } from './changes/readers.ts';
import { changesOf } from './changes.ts';
import type { DeriveSettings } from './settings.ts';

const settings: DeriveSettings = { ownAccounts: new Set(['444455556666']) };
const alice = { type: 'IAMUser', userName: 'alice' };
const role = 'arn:aws:iam::111122223333:role/App';

const statement = (more: object): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...more }] });
const world = { ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' };
const replica = {
  ReplicationConfiguration: {
    Rule: { Destination: { Bucket: 'arn:aws:s3:::b2', Account: '999988887777' } },
  },
};
const locks = (value: boolean): object => ({
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: value,
    BlockPublicPolicy: true,
    IgnorePublicAcls: value,
    RestrictPublicBuckets: true,
  },
});

interface Case {
  readonly call: string;
  readonly request?: object | null;
  readonly response?: object;
  readonly more?: object;
  readonly says: readonly string[];
}

const identities: readonly Case[] = [
  { call: 'iam:CreateUser', request: { userName: 'bob' }, says: ['created user bob'] },
  {
    call: 'iam:AttachUserPolicy',
    request: { userName: 'deploy-bot', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    says: ['attached AdministratorAccess to user deploy-bot'],
  },
  {
    call: 'iam:AttachRolePolicy',
    request: { roleName: 'App', policyArn: 'arn:aws:iam::aws:policy/job-function/Billing' },
    says: ['attached Billing to role App'],
  },
  {
    call: 'iam:CreateAccessKey',
    request: { userName: 'bob' },
    response: { accessKey: { accessKeyId: 'AKIANEW', userName: 'bob' } },
    says: ['created access key AKIANEW for user bob'],
  },
  { call: 'iam:CreateAccessKey', request: null, says: ['created access key for user alice'] },
  {
    call: 'iam:UpdateAccessKey',
    request: { accessKeyId: 'AKIAX', status: 'Inactive', userName: 'bob' },
    says: ['disabled access key AKIAX of user bob'],
  },
  {
    call: 'iam:UpdateAccessKey',
    request: { accessKeyId: 'AKIAX', status: 'Active', userName: 'bob' },
    says: ['enabled access key AKIAX of user bob'],
  },
  {
    call: 'iam:CreateLoginProfile',
    request: { userName: 'bob' },
    says: ['gave user bob a console password'],
  },
  {
    call: 'iam:DeactivateMFADevice',
    request: { userName: 'bob', serialNumber: 'arn:mfa' },
    says: ['disabled MFA device arn:mfa of user bob'],
  },
  {
    call: 'iam:AddUserToGroup',
    request: { userName: 'bob', groupName: 'admins' },
    says: ['added user bob to group admins'],
  },
  {
    call: 'iam:PutUserPolicy',
    request: { userName: 'bob', policyName: 'p', policyDocument: statement({}) },
    says: ['wrote inline policy p of user bob that allows everything'],
  },
  {
    call: 'iam:PutRolePolicy',
    request: { roleName: 'App', policyName: 'p', policyDocument: statement({ Action: 'iam:*' }) },
    says: ['wrote inline policy p of role App that gives administrator rights'],
  },
  {
    call: 'iam:PutRolePolicy',
    request: {
      roleName: 'App',
      policyName: 'p',
      policyDocument: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
          { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b' },
        ],
      }),
    },
    says: ['wrote inline policy p of role App that gives administrator rights'],
  },
  {
    call: 'iam:CreatePolicy',
    request: { policyName: 'p', policyDocument: statement({ Action: 's3:*' }) },
    says: ['created policy p'],
  },
  {
    call: 'iam:CreatePolicyVersion',
    request: {
      policyArn: 'arn:p',
      setAsDefault: true,
      policyDocument: statement({ Action: 'iam:PassRole' }),
    },
    says: [
      'created a new default version of policy arn:p that allows iam:PassRole on all resources',
    ],
  },
  {
    call: 'iam:CreatePolicyVersion',
    request: { policyArn: 'arn:p' },
    says: ['created a new version of policy arn:p'],
  },
  {
    call: 'iam:UpdateAssumeRolePolicy',
    request: { roleName: 'App', policyDocument: statement({ Principal: { AWS: '999988887777' } }) },
    says: ['let outside account 999988887777 assume role App'],
  },
  {
    call: 'iam:CreateRole',
    request: {
      roleName: 'App',
      assumeRolePolicyDocument: statement({
        Principal: { AWS: ['*', '444455556666'], Federated: 'idp', Service: 'ec2.amazonaws.com' },
      }),
    },
    says: [
      'created role App',
      'let anyone assume role App',
      'let account 444455556666 assume role App',
      'let identity provider idp assume role App',
      'let ec2.amazonaws.com assume role App',
    ],
  },
  {
    call: 'iam:UpdateAssumeRolePolicy',
    request: { roleName: 'App', policyDocument: '{' },
    says: ['replaced the trust policy of role App'],
  },
  {
    call: 'sts:AssumeRole',
    request: { roleArn: role, roleSessionName: 's' },
    says: [`assumed role ${role} as session s`],
  },
  {
    call: 'sts:GetFederationToken',
    request: { name: 'x', policy: statement({}) },
    says: ['created a federated session x with a session policy that allows everything'],
  },
  {
    call: 'signin:ConsoleLogin',
    more: { additionalEventData: { MFAUsed: 'No' } },
    says: ['signed in to the console without MFA'],
  },
  {
    call: 'signin:ConsoleLogin',
    more: { additionalEventData: { MFAUsed: 'Yes' } },
    says: ['signed in to the console'],
  },
];

const monitoring: readonly Case[] = [
  {
    call: 'cloudtrail:StopLogging',
    request: { name: 'main' },
    says: ['stopped the logging of trail main'],
  },
  {
    call: 'cloudtrail:UpdateTrail',
    request: { name: 'main', isMultiRegionTrail: false },
    says: ['limited trail main to one region'],
  },
  {
    call: 'cloudtrail:UpdateTrail',
    request: { name: 'main', s3BucketName: 'b' },
    says: ['sent the logs of trail main to bucket b'],
  },
  { call: 'cloudtrail:UpdateTrail', request: { name: 'main' }, says: ['changed trail main'] },
  {
    call: 'config:StopConfigurationRecorder',
    request: { configurationRecorderName: 'r' },
    says: ['stopped configuration recorder r'],
  },
  {
    call: 'guardduty:UpdateDetector',
    request: { detectorId: 'd', enable: false },
    says: ['disabled GuardDuty detector d'],
  },
  {
    call: 'guardduty:DeleteDetector',
    request: { detectorId: 'd' },
    says: ['deleted GuardDuty detector d'],
  },
  { call: 'securityhub:DisableSecurityHub', says: ['disabled Security Hub'] },
  {
    call: 'route53resolver:DeleteResolverQueryLogConfig',
    request: { resolverQueryLogConfigId: 'q' },
    says: ['deleted Resolver query logging configuration q'],
  },
  {
    call: 'logs:PutRetentionPolicy',
    request: { logGroupName: 'g', retentionInDays: 1 },
    says: ['set the retention of log group g, in days, to 1'],
  },
];

const data: readonly Case[] = [
  {
    call: 's3:PutBucketPolicy',
    request: { bucketName: 'b', bucketPolicy: JSON.parse(statement({ Principal: '*' })) },
    says: ['replaced the policy of bucket b', 'made bucket b public'],
  },
  {
    call: 's3:PutBucketAcl',
    request: { bucketName: 'b', 'x-amz-acl': 'private' },
    says: ['replaced the access control list of bucket b'],
  },
  {
    call: 's3:PutBucketPublicAccessBlock',
    request: { bucketName: 'b', ...locks(true) },
    says: ['blocked public access to bucket b'],
  },
  {
    call: 's3:PutBucketPublicAccessBlock',
    request: { bucketName: 'b', ...locks(false) },
    says: [
      'weakened the block of public access to bucket b (BlockPublicAcls, IgnorePublicAcls off)',
    ],
  },
  {
    call: 's3:PutAccountPublicAccessBlock',
    request: {},
    says: ['changed the block of public access to the whole account'],
  },
  {
    call: 's3:PutBucketVersioning',
    request: { bucketName: 'b', VersioningConfiguration: { Status: 'Suspended' } },
    says: ['suspended the versioning of bucket b'],
  },
  {
    call: 's3:PutBucketVersioning',
    request: { bucketName: 'b' },
    says: ['enabled the versioning of bucket b'],
  },
  {
    call: 's3:PutBucketReplication',
    request: { bucketName: 'b', ...replica },
    says: [
      'replicated bucket b to arn:aws:s3:::b2',
      'let outside account 999988887777 receive copies of bucket b',
    ],
  },
  {
    call: 'kms:ScheduleKeyDeletion',
    request: { keyId: 'k', pendingWindowInDays: 7 },
    says: ['scheduled key k for deletion in 7 days'],
  },
  {
    call: 'kms:CreateGrant',
    request: { keyId: 'k', granteePrincipal: role, operations: ['Decrypt', 'Encrypt'] },
    says: [`gave ${role} the right to Decrypt and Encrypt with key k`],
  },
  { call: 'secretsmanager:GetSecretValue', request: { secretId: 's' }, says: ['read secret s'] },
  {
    call: 'secretsmanager:BatchGetSecretValue',
    request: { secretIdList: ['a', 'b'] },
    says: ['read secrets a and b'],
  },
  {
    call: 'secretsmanager:DeleteSecret',
    request: { secretId: 's', forceDeleteWithoutRecovery: true },
    says: ['deleted secret s for good'],
  },
  {
    call: 'rds:ModifyDBSnapshotAttribute',
    request: { dBSnapshotIdentifier: 's', attributeName: 'restore', valuesToAdd: ['all'] },
    says: ['made database snapshot s public'],
  },
  {
    call: 'rds:ModifyDBInstance',
    request: { dBInstanceIdentifier: 'd', masterUserPassword: '****', publiclyAccessible: true },
    says: [
      'changed the master password of database d',
      'made database d reachable from the internet',
    ],
  },
  {
    call: 'rds:ModifyDBInstance',
    request: { dBInstanceIdentifier: 'd' },
    says: ['changed database d'],
  },
  {
    call: 'rds:DeleteDBInstance',
    request: { dBInstanceIdentifier: 'd', skipFinalSnapshot: true },
    says: ['deleted database d without a final snapshot'],
  },
];

const compute: readonly Case[] = [
  {
    call: 'ec2:AuthorizeSecurityGroupIngress',
    request: { groupId: 'sg-1', ...world },
    says: ['opened port 22 of security group sg-1 to the world (0.0.0.0/0)'],
  },
  {
    call: 'ec2:AuthorizeSecurityGroupIngress',
    request: {
      groupId: 'sg-1',
      ipPermissions: { items: [{ ...world, toPort: 25, cidrIp: '10.0.0.0/8' }] },
    },
    says: ['opened ports 22-25 of security group sg-1 to 10.0.0.0/8'],
  },
  {
    call: 'ec2:AuthorizeSecurityGroupIngress',
    request: { groupId: 'sg-1' },
    says: ['opened security group sg-1'],
  },
  {
    call: 'ec2:CreateNetworkAclEntry',
    request: {
      networkAclId: 'acl-1',
      ruleAction: 'allow',
      aclProtocol: '-1',
      cidrBlock: '0.0.0.0/0',
    },
    says: ['opened all ports of network ACL acl-1 to the world (0.0.0.0/0)'],
  },
  {
    call: 'ec2:AuthorizeSecurityGroupIngress',
    request: { groupId: 'sg-1', ipPermissions: { items: [{ ipProtocol: 'icmp' }] } },
    says: ['opened ICMP of security group sg-1 to (not named)'],
  },
  {
    call: 'ec2:ModifySnapshotAttribute',
    request: {
      snapshotId: 'snap-1',
      createVolumePermission: { add: { items: [{ group: 'all' }] } },
    },
    says: ['made snapshot snap-1 public'],
  },
  {
    call: 'ec2:ModifySnapshotAttribute',
    request: {
      snapshotId: 'snap-1',
      createVolumePermission: { remove: { items: [{ userId: '999988887777' }] } },
    },
    says: ['stopped sharing snapshot snap-1 with 999988887777'],
  },
  {
    call: 'ec2:ModifySnapshotAttribute',
    request: { snapshotId: 'snap-1' },
    says: ['changed who may use snapshot snap-1'],
  },
  {
    call: 'ec2:RunInstances',
    request: {
      instanceType: 'p4d.24xlarge',
      instancesSet: { items: [{ imageId: 'ami-1' }] },
      iamInstanceProfile: { name: 'web' },
    },
    response: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } },
    more: { recipientAccountId: '111122223333' },
    says: [
      'started 2 new instances of type p4d.24xlarge from ami-1 (i-1 and i-2)',
      'passed role arn:aws:iam::111122223333:instance-profile/web to instance i-1 and i-2',
    ],
  },
  {
    call: 'ec2:RunInstances',
    request: null,
    says: ['started 1 new instance of type default from (not named)'],
  },
  {
    call: 'ec2:ModifyInstanceAttribute',
    request: { instanceId: 'i-1', userData: 'x' },
    says: ['changed the user data of instance i-1'],
  },
  {
    call: 'ec2:ModifyInstanceAttribute',
    request: { instanceId: 'i-1', disableApiTermination: { value: false } },
    says: ['removed the termination protection of instance i-1'],
  },
  {
    call: 'ec2:ModifyInstanceAttribute',
    request: { instanceId: 'i-1' },
    says: ['changed an attribute of instance i-1'],
  },
  {
    call: 'ec2:DeleteFlowLogs',
    request: { DeleteFlowLogsRequest: { FlowLogId: { content: 'fl-1', tag: 1 } } },
    says: ['deleted flow logs fl-1'],
  },
  {
    call: 'lambda:UpdateFunctionCode20150331v2',
    request: { functionName: 'f' },
    says: ['replaced the code of function f'],
  },
  {
    call: 'lambda:AddPermission20150331v2',
    request: { functionName: 'f', principal: '*' },
    says: ['made function f public'],
  },
  {
    call: 'lambda:AddPermission20150331v2',
    request: { functionName: 'f', principal: 's3.amazonaws.com' },
    says: ['let s3.amazonaws.com call function f'],
  },
  {
    call: 'lambda:CreateFunction20150331',
    request: { functionName: 'f', role },
    says: ['created function f', `passed role ${role} to Lambda function f`],
  },
  {
    call: 'lambda:CreateFunctionUrlConfig',
    request: { functionName: 'f', authType: 'NONE' },
    says: ['made function f callable by everyone through a URL'],
  },
  {
    call: 'ssm:SendCommand',
    request: { documentName: 'AWS-RunShellScript', instanceIds: ['i-1'] },
    says: ['ran document AWS-RunShellScript on i-1'],
  },
  {
    call: 'eks:CreateAccessEntry',
    request: { name: 'c', principalArn: role },
    says: [`let ${role} into cluster c`],
  },
  { call: 'organizations:LeaveOrganization', says: ['left the organization'] },
  { call: 'bedrock:InvokeModel', request: { modelId: 'm' }, says: ['called model m'] },
];

const eventOf = ({ call, request = {}, response, more = {} }: Case): Record<string, unknown> => {
  const [source, eventName] = call.split(':');
  return {
    eventSource: `${source}.amazonaws.com`,
    eventName,
    eventID: 'event-1',
    userIdentity: alice,
    requestParameters: request,
    responseElements: response ?? null,
    ...more,
  };
};

const unusual: readonly Case[] = [
  {
    call: 'iam:DeactivateMFADevice',
    request: null,
    says: ['disabled MFA device (not named) of user alice'],
  },
  {
    call: 'sts:AssumeRole',
    request: null,
    more: {
      errorCode: 'AccessDenied',
      errorMessage: `User: x is not authorized to perform: sts:AssumeRole on resource: ${role} because no`,
    },
    says: [`tried to assume role ${role}, refused: AccessDenied`],
  },
  { call: 'sts:AssumeRole', request: null, says: ['assumed a role'] },
  {
    call: 'rare:CreateThing',
    request: { name: 't', roleArn: role, resourcePolicy: statement({ Principal: '*' }) },
    says: ['created thing t (rare)', 'made t public', `passed role ${role} to t`],
  },
  {
    call: 'rare:CreateThing',
    request: { roleARN: role, resourcePolicy: statement({ Principal: '*' }) },
    says: [`created thing ${role} (rare)`, `made ${role} public`, `passed role ${role} to ${role}`],
  },
  {
    call: 'rare:CreateThing',
    request: { serviceRole: role, resourcePolicy: statement({ Principal: '*' }) },
    says: [
      'created a thing (rare)',
      'made a resource of rare public',
      `passed role ${role} to rare`,
    ],
  },
];

describe('what a call changed', () => {
  it.each([...identities, ...monitoring, ...data, ...compute, ...unusual])(
    '$call: $says',
    (example) => {
      const changes = changesOf(eventOf(example), settings);

      expect(changes.map(({ text }) => text)).toEqual(example.says);
      expect(changes.every(({ evidence }) => evidence === 'event-1')).toBe(true);
    },
  );

  it('names object, privilege and principal', () => {
    const request = { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };

    const [change] = changesOf(
      eventOf({ call: 'iam:AttachUserPolicy', request, says: [] }),
      settings,
    );

    expect(change).toMatchObject({
      object: 'bob',
      privilege: 'AdministratorAccess',
      principal: 'bob',
    });
  });

  it.each([
    [
      {
        eventSource: 'athena.amazonaws.com',
        eventName: 'CreateWorkGroup',
        requestParameters: { name: 'w' },
      },
      'created work group w (Athena)',
    ],
    [
      { eventSource: 'x.amazonaws.com', eventName: 'GetX', resources: [{ ARN: 'arn:x' }] },
      'read the x of arn:x (x)',
    ],
    [
      {
        eventSource: 'x.amazonaws.com',
        eventName: 'GetX',
        requestParameters: { size: 3, clientId: '' },
      },
      'read the x (x)',
    ],
    [{ eventSource: 'iam.amazonaws.com', eventName: 'ListUsers' }, 'listed users (IAM)'],
    [
      {
        eventSource: 'bedrock.amazonaws.com',
        eventName: 'GetModelInvocationLoggingConfiguration',
      },
      'read the model invocation logging configuration (Bedrock)',
    ],
    [
      {
        eventSource: 's3.amazonaws.com',
        eventName: 'GetBucketAcl',
        requestParameters: { bucketName: 'payroll' },
      },
      'read the bucket ACL of payroll (S3)',
    ],
    [{ eventSource: 'ec2.amazonaws.com', eventName: 'DescribeVpcs' }, 'listed VPCs (EC2)'],
    [{ eventSource: 'x.amazonaws.com', eventName: 'Frobnicate' }, 'called Frobnicate of x'],
    [{}, 'called an unnamed call'],
  ])('is said of any other call: %j', (record, text) => {
    expect(changesOf(record, settings)[0]?.text).toBe(text);
  });

  it.each([
    [{ errorCode: 'AccessDenied' }, 'tried to delete trail main, refused: AccessDenied'],
    [
      { errorCode: 'Client.UnauthorizedOperation' },
      'tried to delete trail main, refused: UnauthorizedOperation',
    ],
    [
      { errorCode: 'TrailNotFoundException' },
      'tried to delete trail main, failed: TrailNotFoundException',
    ],
    [{ errorCode: 'Client.DryRunOperation' }, 'tried to delete trail main, as a dry run only'],
    [{ errorMessage: 'it broke' }, 'tried to delete trail main, failed: it broke'],
  ])('is told as a try when it failed: %j', (more, text) => {
    const record = eventOf({
      call: 'cloudtrail:DeleteTrail',
      request: { name: 'main' },
      more,
      says: [],
    });

    expect(changesOf(record, settings)[0]?.text).toBe(text);
  });

  it.each([
    [
      { errorMessage: 'Failed authentication' },
      'tried to sign in to the console, refused: Failed authentication',
    ],
    [{}, 'tried to sign in to the console, refused: Failure'],
  ])('is told as a try when a sign-in failed: %j', (more, text) => {
    const response = { ConsoleLogin: 'Failure' };

    expect(
      changesOf(eventOf({ call: 'signin:ConsoleLogin', response, more, says: [] }), settings)[0]
        ?.text,
    ).toBe(text);
  });

  it('cannot be broken by a name', () => {
    const request = { userName: `bob\n\u202e${'x'.repeat(5000)} {policyArn}` };

    const [change] = changesOf(eventOf({ call: 'iam:CreateUser', request, says: [] }), settings);

    expect(change?.text).toMatch(/^created user bob x{100,130}…$/);
  });

  it.each(knownCalls())('has a sentence for a bare %s', (call) => {
    const changes = changesOf(eventOf({ call, says: [] }), settings);

    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every(({ text }) => /^[a-z]+ \S/.test(text))).toBe(true);
  });
});
