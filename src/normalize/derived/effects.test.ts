import { describe, expect, it } from 'vitest';
import { aRecord, prodAccount, strangeAccount, toolsAccount } from '../../../test/builders.ts';
import { effectsOf } from './effects.ts';

const settings = { ownAccounts: new Set([toolsAccount]) };

function effectsFor(call: string, requestParameters: unknown, responseElements: unknown = null) {
  const [service, eventName] = call.split(':');
  const eventSource = `${service}.amazonaws.com`;
  return effectsOf(
    aRecord({ eventSource, eventName, requestParameters, responseElements }),
    settings,
  );
}

const policy = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });
const allow = (fields: object) => ({ Effect: 'Allow', ...fields });
const root = (account: string) => `arn:aws:iam::${account}:root`;

describe('trust', () => {
  const trust = (Principal: unknown, Condition?: unknown) =>
    effectsFor('iam:UpdateAssumeRolePolicy', {
      roleName: 'Admin',
      policyDocument: policy(allow({ Principal, Action: 'sts:AssumeRole', Condition })),
    })[0];

  it.each([
    ['another account', { AWS: root(strangeAccount) }, `account ${strangeAccount}`, true, false],
    ['an account by its number', { AWS: strangeAccount }, `account ${strangeAccount}`, true, false],
    [
      'an account of the organisation',
      { AWS: root(toolsAccount) },
      `account ${toolsAccount}`,
      false,
      false,
    ],
    ['the own account', { AWS: root(prodAccount) }, `account ${prodAccount}`, false, false],
    ['a service', { Service: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com', false, false],
    ['everyone', '*', 'everyone', true, true],
  ])('names %s', (_who, principal, name, external, isPublic) => {
    expect(trust(principal)).toMatchObject({
      kind: 'trust',
      thing: 'role Admin',
      principals: [{ name, external, public: isPublic }],
    });
  });

  const github = {
    Federated: `arn:aws:iam::${prodAccount}:oidc-provider/token.actions.githubusercontent.com`,
  };
  it.each([
    ['no condition', undefined, true],
    [
      'a condition on the audience alone',
      { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
      true,
    ],
    [
      'a repository',
      { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/*' } },
      false,
    ],
    ['any subject', { StringLike: { 'token.actions.githubusercontent.com:sub': '*' } }, true],
  ])('takes a shared provider with %s for public: %#', (_what, condition, isPublic) => {
    expect(trust(github, condition)?.principals[0]?.public).toBe(isPublic);
  });

  it('says what narrows it', () => {
    const condition = { StringEquals: { 'sts:ExternalId': 'abc' } };

    expect(trust({ AWS: strangeAccount }, condition)?.conditions).toEqual([
      'sts:externalid StringEquals abc',
    ]);
  });
});

describe('policies of identities', () => {
  it.each([
    [
      'iam:AttachUserPolicy',
      { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      'user bob',
      true,
    ],
    [
      'iam:AttachRolePolicy',
      { roleName: 'Web', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      'role Web',
      false,
    ],
    [
      'iam:PutGroupPolicy',
      {
        groupName: 'devs',
        policyName: 'p',
        policyDocument: policy(allow({ Action: '*', Resource: '*' })),
      },
      'group devs',
      true,
    ],
    [
      'sso:PutInlinePolicyToPermissionSet',
      {
        permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
        inlinePolicy: policy(allow({ Action: 's3:*', Resource: '*' })),
      },
      'permission set ps-1',
      false,
    ],
    ['iam:AddUserToGroup', { userName: 'bob', groupName: 'admins' }, 'user bob', false],
  ])('%s', (call, request, holder, adminEquivalent) => {
    expect(effectsFor(call, request)).toMatchObject([
      { kind: 'policy', principals: [{ name: holder }], adminEquivalent, reduces: false },
    ]);
  });

  it.each([
    ['iam:DetachUserPolicy', { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/X' }],
    ['iam:DeleteLoginProfile', { userName: 'bob' }],
    ['iam:UpdateAccessKey', { userName: 'bob', accessKeyId: 'AKIAX', status: 'Inactive' }],
    ['ec2:RevokeSecurityGroupIngress', { groupId: 'sg-1' }],
    ['s3:DeleteBucketPolicy', { bucketName: 'b' }],
  ])('%s takes away', (call, request) => {
    expect(effectsFor(call, request)).toMatchObject([{ reduces: true }]);
  });
});

describe('resources', () => {
  const forAll = allow({ Principal: '*', Action: 's3:GetObject', Resource: '*' });

  it.each([
    [
      's3:PutBucketPolicy',
      { bucketName: 'b', bucketPolicy: { Statement: [forAll] } },
      'bucket-policy',
      'bucket b',
    ],
    ['kms:PutKeyPolicy', { keyId: 'k', policy: policy(forAll) }, 'key-policy', 'key k'],
    [
      'sqs:SetQueueAttributes',
      { queueUrl: 'https://q', attributes: { Policy: policy(forAll) } },
      'queue-policy',
      'queue https://q',
    ],
    [
      'sns:SetTopicAttributes',
      { topicArn: 't', attributeName: 'Policy', attributeValue: policy(forAll) },
      'topic-policy',
      'topic t',
    ],
    [
      'secretsmanager:PutResourcePolicy',
      { secretId: 's', resourcePolicy: policy(forAll) },
      'secret-policy',
      'secret s',
    ],
    [
      'ecr:SetRepositoryPolicy',
      { repositoryName: 'r', policyText: policy(forAll) },
      'resource-policy',
      'repository r',
    ],
    [
      'lambda:AddPermission20150331v2',
      { functionName: 'f', action: 'lambda:InvokeFunction', principal: '*' },
      'function-policy',
      'function f',
    ],
    [
      'ec2:ModifySnapshotAttribute',
      { snapshotId: 'snap-1', createVolumePermission: { add: { items: [{ group: 'all' }] } } },
      'sharing',
      'snapshot snap-1',
    ],
    ['s3:PutBucketAcl', { bucketName: 'b', 'x-amz-acl': 'public-read' }, 'acl', 'bucket b'],
    [
      'rds:ModifyDBInstance',
      { dBInstanceIdentifier: 'db', publiclyAccessible: true },
      'network',
      'database db',
    ],
  ])('%s for everyone', (call, request, kind, thing) => {
    expect(effectsFor(call, request)).toMatchObject([
      { kind, thing, principals: [{ name: 'everyone', public: true }] },
    ]);
  });

  it('tells an account from everyone', () => {
    const add = { items: [{ userId: strangeAccount }] };

    const [effect] = effectsFor('ec2:ModifyImageAttribute', {
      imageId: 'ami-1',
      launchPermission: { add },
    });

    expect(effect).toMatchObject({
      kind: 'sharing',
      principals: [{ account: strangeAccount, external: true, public: false }],
    });
  });

  it('says which port is open to whom', () => {
    const permission = (cidrIp: string) => ({
      groupId: 'sg-1',
      ipPermissions: {
        items: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp }] } }],
      },
    });

    const sentences = ['0.0.0.0/0', '198.51.100.0/24'].map(
      (cidr) => effectsFor('ec2:AuthorizeSecurityGroupIngress', permission(cidr))[0]?.sentence,
    );

    expect(sentences).toEqual([
      'port 22 of security group sg-1 is open to the world',
      'port 22 of security group sg-1 is open to 198.51.100.0/24',
    ]);
  });

  it.each([
    [
      's3:DeletePublicAccessBlock',
      { bucketName: 'b' },
      'public access to bucket b is no longer blocked',
    ],
    [
      's3:PutPublicAccessBlock',
      {
        bucketName: 'b',
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      },
      'public access to bucket b is blocked',
    ],
  ])('%s', (call, request, sentence) => {
    expect(effectsFor(call, request)[0]?.sentence).toBe(sentence);
  });

  it('says which role a service got', () => {
    const role = `arn:aws:iam::${prodAccount}:role/Admin`;

    expect(effectsFor('lambda:CreateFunction20150331', { functionName: 'f', role })).toMatchObject([
      { kind: 'passed-role', privileges: [role] },
    ]);
  });
});

describe('calls that open nothing', () => {
  it.each([
    ['iam:ListUsers', {}],
    ['ec2:DescribeInstances', { groupId: 'sg-1' }],
    ['iam:UpdateAssumeRolePolicy', { roleName: 'r', policyDocument: 'cut off' }],
    ['ec2:TerminateInstances', 'nothing'],
    ['__proto__:constructor', null],
  ])('%s', (call, request) => {
    expect(effectsFor(call, request)).toEqual([]);
  });
});
