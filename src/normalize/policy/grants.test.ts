import { describe, expect, it } from 'vitest';
import { readPolicy } from './document.ts';
import { isAdminPolicyArn } from './escalation.ts';
import { type Grants, grants } from './grants.ts';

function granted(...statements: readonly object[]): Grants {
  return grants(readPolicy({ Statement: statements }) ?? []);
}

const allow = (Action: unknown, Resource: unknown = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

const condition = (operator: string, key: string, value: unknown): object => ({
  Condition: { [operator]: { [key]: value } },
});

describe('administrator rights', () => {
  it.each([
    ['everything', [allow('*')]],
    ['everything, written long', [allow('*:*')]],
    ['all of IAM', [allow(['s3:GetObject', 'iam:*'])]],
    ['all of IAM in one account', [allow('iam:*', 'arn:aws:iam::111122223333:*')]],
    ['everything in two statements', [allow('s3:*'), allow('*')]],
    ['everything but billing', [{ Effect: 'Allow', NotAction: 'billing:*', Resource: '*' }]],
    [
      'everything but one bucket',
      [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b/*' }],
    ],
    [
      'everything with MFA',
      [allow('*', '*', condition('Bool', 'aws:MultiFactorAuthPresent', 'true'))],
    ],
    [
      'everything with a condition on denying',
      [
        allow('*'),
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          ...condition('Bool', 'aws:SecureTransport', 'false'),
        },
      ],
    ],
  ])('are given by %s', (_, statements) => {
    expect(granted(...statements).adminEquivalent).toBe(true);
  });

  it.each([
    ['nothing', []],
    ['one service', [allow('s3:*')]],
    ['reading all of IAM', [allow(['iam:Get*', 'iam:List*'])]],
    ['everything on one bucket', [allow('*', 'arn:aws:s3:::b/*')]],
    ['all of IAM on one path', [allow('iam:*', 'arn:aws:iam::111122223333:user/app/*')]],
    ['everything but IAM', [{ Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' }]],
    [
      'everything but users',
      [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:iam::*:user/*' }],
    ],
    [
      'everything on tagged things',
      [allow('*', '*', condition('StringEquals', 'aws:ResourceTag/team', 'x'))],
    ],
    ['denying everything', [{ Effect: 'Deny', Action: '*', Resource: '*' }]],
    [
      'everything, and denying it',
      [allow('*'), { Effect: 'Deny', Action: 'iam:*', Resource: '*' }],
    ],
  ])('are not given by %s', (_, statements) => {
    expect(granted(...statements).adminEquivalent).toBe(false);
  });

  it.each([
    ['arn:aws:iam::aws:policy/AdministratorAccess', true],
    ['arn:aws-us-gov:iam::aws:policy/IAMFullAccess', true],
    ['arn:aws:iam::aws:policy/PowerUserAccess', true],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', false],
    ['arn:aws:iam::111122223333:policy/AdministratorAccess', false],
    ['AdministratorAccess', false],
  ])('are those of %s: %s', (arn, expected) => {
    expect(isAdminPolicyArn(arn)).toBe(expected);
  });
});

describe('rights that lead to more rights', () => {
  it.each([
    [allow('iam:PassRole'), ['iam:PassRole']],
    [allow('iam:passrole', 'arn:aws:iam::111122223333:role/*'), ['iam:PassRole']],
    [allow('sts:AssumeRole'), ['sts:AssumeRole']],
    [allow(['iam:CreatePolicyVersion', 's3:GetObject']), ['iam:CreatePolicyVersion']],
    [allow('iam:CreatePolicyVersion', 'arn:aws:iam::*:policy/*'), ['iam:CreatePolicyVersion']],
    [allow('iam:AddUserToGroup', 'arn:aws:iam::*:group/*'), ['iam:AddUserToGroup']],
    [allow('ssm:Send*'), ['ssm:SendCommand']],
    [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/app-*'), []],
    [
      allow(
        'iam:PassRole',
        '*',
        condition('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com'),
      ),
      [],
    ],
    [allow('s3:*'), []],
  ])('of %j are %j', (statement, expected) => {
    expect(granted(statement).escalation).toEqual(expected);
  });
});

describe('public access', () => {
  const everyone = { Principal: '*' };

  it.each([
    ['a star', everyone],
    ['a star in a list', { Principal: { AWS: ['*'] } }],
    ['everyone but one', { NotPrincipal: { AWS: '111122223333' } }],
    ['transport alone', { ...everyone, ...condition('Bool', 'aws:SecureTransport', 'true') }],
    [
      'the world in two halves',
      { ...everyone, ...condition('IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1']) },
    ],
    [
      'one small network and the world',
      { ...everyone, ...condition('IpAddress', 'aws:SourceIp', ['192.0.2.0/24', '0.0.0.0/0']) },
    ],
    ['all of IPv6', { ...everyone, ...condition('IpAddress', 'aws:SourceIp', '::/0') }],
    [
      'a negation',
      { ...everyone, ...condition('StringNotEquals', 'aws:SourceAccount', '111122223333') },
    ],
    [
      'a key that may be missing',
      { ...everyone, ...condition('StringEqualsIfExists', 'aws:SourceAccount', '111122223333') },
    ],
    ['any account', { ...everyone, ...condition('StringLike', 'aws:SourceAccount', '*') }],
    ['any organisation', { ...everyone, ...condition('StringLike', 'aws:PrincipalOrgID', 'o-*') }],
    ['any bucket', { ...everyone, ...condition('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*') }],
    ['no values', { ...everyone, ...condition('StringEquals', 'aws:SourceAccount', []) }],
    ['an empty value', { ...everyone, ...condition('StringEquals', 'aws:SourceAccount', '') }],
    [
      'anything but services',
      { ...everyone, ...condition('Bool', 'aws:PrincipalIsAWSService', 'false') },
    ],
    ['an external id', { ...everyone, ...condition('StringEquals', 'sts:ExternalId', 'x') }],
  ])('is given by %s', (_, principal) => {
    expect(granted(allow('s3:GetObject', '*', principal)).public).toBe(true);
  });

  it.each([
    ['an account', { Principal: { AWS: '111122223333' } }],
    ['a service', { Principal: { Service: 'sns.amazonaws.com' } }],
    [
      'an account by condition',
      { ...everyone, ...condition('StringEquals', 'aws:SourceAccount', '111122223333') },
    ],
    [
      'an organisation',
      { ...everyone, ...condition('StringEquals', 'aws:PrincipalOrgID', 'o-example123') },
    ],
    [
      'a network',
      {
        ...everyone,
        ...condition('IpAddress', 'aws:SourceIp', ['192.0.2.0/24', '2001:db8::/32', '192.0.2.7']),
      },
    ],
    [
      'an endpoint',
      { ...everyone, ...condition('ForAnyValue:StringEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d') },
    ],
    [
      'one bucket',
      { ...everyone, ...condition('ArnLike', 'AWS:SourceArn', 'arn:aws:s3:::my-bucket*') },
    ],
    [
      'roles of one account',
      {
        ...everyone,
        ...condition('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/*'),
      },
    ],
    [
      'sessions of one role',
      { ...everyone, ...condition('StringLike', 'aws:userid', 'AROAEXAMPLEROLEID:*') },
    ],
    ['services', { ...everyone, ...condition('Bool', 'aws:PrincipalIsAWSService', 'true') }],
  ])('is not given by %s', (_, principal) => {
    expect(granted(allow('s3:GetObject', '*', principal)).public).toBe(false);
  });

  it('is not given by a statement that denies', () => {
    expect(granted({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }).public).toBe(
      false,
    );
  });
});

describe('who is named', () => {
  it('lists accounts, providers and services once each', () => {
    const result = granted(
      allow('sts:AssumeRole', '*', {
        Principal: {
          AWS: [
            'arn:aws:iam::444455556666:root',
            '444455556666',
            'arn:aws:sts::999988887777:assumed-role/r/s',
            'AIDAEXAMPLE',
          ],
          Service: ['ec2.amazonaws.com'],
          Federated: 'arn:aws:iam::111122223333:saml-provider/idp',
        },
      }),
    );

    expect(result).toMatchObject({
      accounts: ['444455556666', '999988887777'],
      services: ['ec2.amazonaws.com'],
      federated: ['arn:aws:iam::111122223333:saml-provider/idp'],
    });
  });

  it.each([
    [condition('StringEquals', 'aws:PrincipalAccount', ['444455556666']), ['444455556666']],
    [
      condition('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::999988887777:role/r'),
      ['999988887777'],
    ],
    [condition('StringEquals', 'aws:PrincipalOrgID', 'o-example123'), []],
  ])('reads the accounts that %j lets in', (more, accounts) => {
    expect(granted(allow('s3:*', '*', { Principal: '*', ...more })).accounts).toEqual(accounts);
  });

  it('does not name those that a statement leaves out', () => {
    const statement = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      NotPrincipal: { AWS: '444455556666' },
    };

    expect(granted(statement).accounts).toEqual([]);
  });
});
