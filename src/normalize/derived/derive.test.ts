import { describe, expect, it } from 'vitest';
import { anIamUser, aRecord } from '../../../test/builders.ts';
import { deriveFields } from './derive.ts';
import type { DeriveSettings } from './settings.ts';

const own: DeriveSettings = { ownAccounts: new Set(['444455556666']) };
const alice = { type: 'IAMUser', userName: 'alice', arn: 'arn:aws:iam::111122223333:user/alice' };
const app = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::111122223333:assumed-role/App/s',
  sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/App' } },
};

const iam = (eventName: string, requestParameters: unknown, more: object = {}): object => ({
  eventSource: 'iam.amazonaws.com',
  eventName,
  recipientAccountId: '111122223333',
  userIdentity: alice,
  requestParameters,
  ...more,
});

const derive = (record: object, settings: DeriveSettings = own): unknown =>
  structuredClone(JSON.parse(JSON.stringify(deriveFields(record as never, settings)['cairn'])));

const trust = (Principal: unknown, more: object = {}): string =>
  JSON.stringify({
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...more }],
  });
const admin = JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

const table: readonly (readonly [what: string, record: object, expected: object])[] = [
  [
    'an administrator policy attached to oneself',
    iam('AttachUserPolicy', {
      userName: 'alice',
      policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    {
      self: true,
      policy: { adminEquivalent: true },
      target: { user: 'alice', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    },
  ],
  [
    'a read-only policy attached to another role',
    iam(
      'AttachRolePolicy',
      { roleName: 'Other', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      { userIdentity: app },
    ),
    { self: false, policy: { adminEquivalent: false }, target: { role: 'Other' } },
  ],
  [
    'a policy of the own role',
    iam('PutRolePolicy', { roleName: 'App', policyDocument: admin }, { userIdentity: app }),
    { self: true, policy: { adminEquivalent: true } },
  ],
  [
    'a policy that lets pass any role',
    iam('CreatePolicyVersion', {
      policyDocument: JSON.stringify({
        Statement: { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
      }),
    }),
    { policy: { adminEquivalent: false, escalation: ['iam:PassRole'] } },
  ],
  [
    'an access key for oneself',
    iam('CreateAccessKey', null, { responseElements: { accessKey: { accessKeyId: 'AKIANEW' } } }),
    { self: true, target: { user: 'alice', accessKey: 'AKIANEW' } },
  ],
  [
    'an access key of root for itself',
    iam('CreateAccessKey', null, { userIdentity: { type: 'Root' } }),
    { self: true, target: { user: 'root' } },
  ],
  [
    'an access key for another',
    iam('CreateAccessKey', { userName: 'bob' }),
    { self: false, target: { user: 'bob' } },
  ],
  [
    'the key that was used',
    iam(
      'GetAccessKeyLastUsed',
      { accessKeyId: 'AKIAOWN' },
      { userIdentity: { ...alice, accessKeyId: 'AKIAOWN' } },
    ),
    { self: true, target: { accessKey: 'AKIAOWN' } },
  ],
  [
    'a new policy',
    iam(
      'CreatePolicy',
      { policyDocument: admin },
      { responseElements: { policy: { arn: 'arn:p' } } },
    ),
    { target: { policyArn: 'arn:p' }, self: false },
  ],
  [
    'a member of a group',
    iam('AddUserToGroup', { userName: 'alice', groupName: 'admins' }),
    { self: true, target: { user: 'alice', group: 'admins' } },
  ],
  [
    'a role trusted to an outside account',
    iam('UpdateAssumeRolePolicy', {
      roleName: 'App',
      policyDocument: trust({ AWS: ['999988887777', '444455556666', '111122223333'] }),
    }),
    { trust: { public: false, externalAccounts: ['999988887777'] }, target: { role: 'App' } },
  ],
  [
    'a role trusted to anyone',
    iam('CreateRole', { assumeRolePolicyDocument: encodeURIComponent(trust('*')) }),
    { trust: { public: true } },
  ],
  [
    'a role trusted to a provider and a service',
    iam('CreateRole', {
      assumeRolePolicyDocument: trust({ Federated: 'idp', Service: 'ec2.amazonaws.com' }),
    }),
    { trust: { public: false, federated: ['idp'], services: ['ec2.amazonaws.com'] } },
  ],
  [
    'a shared snapshot',
    {
      eventSource: 'ec2.amazonaws.com',
      eventName: 'ModifySnapshotAttribute',
      requestParameters: {
        createVolumePermission: {
          add: { items: [{ userId: '999988887777' }, { userId: '444455556666' }] },
        },
      },
    },
    { exposure: { public: false, externalAccounts: ['999988887777'] } },
  ],
  [
    'a bucket that a load balancer may write to',
    {
      eventSource: 's3.amazonaws.com',
      eventName: 'PutBucketPolicy',
      requestParameters: { bucketPolicy: JSON.parse(trust({ AWS: '127311923021' })) },
    },
    { exposure: { public: false } },
  ],
  [
    'a port open to the world',
    {
      eventSource: 'ec2.amazonaws.com',
      eventName: 'AuthorizeSecurityGroupIngress',
      requestParameters: { ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' },
    },
    { network: { worldOpen: true, sensitivePort: true, worldOpenPorts: ['22'] } },
  ],
  [
    'a role assumed',
    {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      userIdentity: app,
      requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/p/Next' },
    },
    { target: { role: 'Next' }, self: false },
  ],
  [
    'a contradiction',
    { userAgent: 'console.amazonaws.com', userIdentity: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } },
    { interface: { kind: 'console', tool: 'console', contradiction: true } },
  ],
  [
    'nothing',
    {},
    {
      self: false,
      policy: { adminEquivalent: false },
      trust: { public: false },
      exposure: { public: false },
      network: { worldOpen: false, sensitivePort: false },
      target: {},
      actor: { kind: 'unknown', crossAccount: false, breakGlass: false },
    },
  ],
];

describe('derived fields', () => {
  it.each(table)('of %s', (_, record, expected) => {
    expect(derive(record)).toMatchObject(expected);
  });

  it.each([
    ['policy', iam('PutUserPolicy', { policyDocument: '{' }), 'adminEquivalent'],
    ['trust', iam('CreateRole', { assumeRolePolicyDocument: '{' }), 'public'],
    [
      'policy',
      iam('AttachUserPolicy', { policyArn: 'arn:aws:iam::111122223333:policy/own' }),
      'adminEquivalent',
    ],
    [
      'exposure',
      {
        eventSource: 's3.amazonaws.com',
        eventName: 'PutBucketPolicy',
        requestParameters: { bucketPolicy: '{' },
      },
      'public',
    ],
  ])('leave %s open when the document cannot be read', (part, record, field) => {
    expect(derive(record)).not.toHaveProperty(`${part}.${field}`);
  });

  it.each([
    ['an account that is not among our own', own, true],
    ['one of our own', { ownAccounts: new Set(['999988887777']) }, false],
    ['any account, where nobody says which are our own', { ownAccounts: new Set<string>() }, false],
  ])('call a caller an outsider: %s', (_, settings, external) => {
    const record = {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      userIdentity: { type: 'AWSAccount', accountId: '999988887777' },
      recipientAccountId: '111122223333',
    };

    expect(derive(record, settings)).toMatchObject({ actor: { external } });
  });

  describe('of a call that claims to be Terraform', () => {
    const claim = {
      eventName: 'CreateUser',
      userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io)',
    };
    const kindOf = (fields: object, ci?: readonly string[]) => {
      const settings = { ownAccounts: new Set<string>(), ...(ci && { ci }) };
      const { cairn } = deriveFields(aRecord({ ...claim, ...fields }), settings);
      return (cairn as { interface: { kind: string } }).interface.kind;
    };
    const bob = { userIdentity: anIamUser('bob') };

    it('believe it where nobody said who deploys', () => {
      expect(kindOf(bob)).toBe('terraform');
      expect(kindOf(bob, [])).toBe('terraform');
    });

    it('believe only those who deploy where somebody said who they are', () => {
      expect(kindOf(bob, ['bob'])).toBe('terraform');
      expect(kindOf(bob, ['deploy-*'])).toBe('unknown');
    });

    it('believe AWS when it says that a service made the call', () => {
      const invoked = { ...anIamUser('bob'), invokedBy: 'cloudformation.amazonaws.com' };
      const userAgent = 'cloudformation.amazonaws.com';

      expect(kindOf({ userIdentity: invoked, userAgent }, ['deploy-*'])).toBe('cloudformation');
    });
  });

  it('know identities for emergencies by the settings', () => {
    const settings = { ...own, breakGlass: ['ali*'] };

    expect(derive({ userIdentity: alice }, settings)).toMatchObject({
      actor: { breakGlass: true },
    });
  });

  it('are worked out once', () => {
    const cairn = deriveFields({ userIdentity: alice }, own)['cairn'] as Record<string, unknown>;

    expect(cairn['actor']).toBe(cairn['actor']);
  });
});
