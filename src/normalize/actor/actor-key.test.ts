import { describe, expect, it } from 'vitest';
import { accountOf, actorKeyOf } from './actor-key.ts';

const role = 'arn:aws:iam::111122223333:role/Deploy';
const sso = 'AWSReservedSSO_Admin_0123456789abcdef';

function session(name: string, sessionName: string, more: object = {}): object {
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLEROLE123456:${sessionName}`,
    arn: `arn:aws:sts::111122223333:assumed-role/${name}/${sessionName}`,
    accountId: '111122223333',
    ...more,
  };
}

const issuedBy = (arn: string, more: object = {}): object => ({
  sessionContext: { sessionIssuer: { type: 'Role', arn, accountId: '111122223333' }, ...more },
});

const table: readonly (readonly [what: string, identity: object, key: string])[] = [
  [
    'a user',
    { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', userName: 'alice' },
    'arn:aws:iam::111122223333:user/alice',
  ],
  [
    'a user with a path',
    { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/staff/alice' },
    'arn:aws:iam::111122223333:user/alice',
  ],
  [
    'a user whose sign-in failed',
    { type: 'IAMUser', accountId: '111122223333', userName: 'alice', accessKeyId: '' },
    'arn:aws:iam::111122223333:user/alice',
  ],
  [
    'a user without a name',
    { type: 'IAMUser', accountId: '111122223333', principalId: 'AIDAEXAMPLE' },
    'account:111122223333:AIDAEXAMPLE',
  ],
  [
    'root',
    { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' },
    'arn:aws:iam::111122223333:root',
  ],
  [
    'root without an ARN',
    { type: 'Root', accountId: '111122223333' },
    'arn:aws:iam::111122223333:root',
  ],
  ['a role', session('Deploy', 'build-77', issuedBy(role)), role],
  [
    'a role with a path',
    session('Deploy', 'build-77', issuedBy('arn:aws:iam::111122223333:role/ci/Deploy')),
    role,
  ],
  ['a role whose issuer is missing', session('Deploy', 'build-77'), role],
  [
    'a role that nothing names',
    { type: 'AssumedRole', accountId: '111122223333', principalId: 'AROAEXAMPLE:build-77' },
    'account:111122223333:AROAEXAMPLE',
  ],
  [
    'a person behind a source identity',
    session('Deploy', 'build-77', issuedBy(role, { sourceIdentity: 'alice' })),
    `${role}#alice`,
  ],
  [
    'a person whose session is a mail address',
    session('Deploy', 'alice@example.com'),
    `${role}#alice@example.com`,
  ],
  [
    'a person of a permission set',
    session(
      sso,
      'alice',
      issuedBy(`arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/${sso}`),
    ),
    `arn:aws:iam::111122223333:role/${sso}#alice`,
  ],
  [
    'a person of a permission set, issuer missing',
    session(sso, 'alice'),
    `arn:aws:iam::111122223333:role/${sso}#alice`,
  ],
  [
    'a person on whose behalf a role acts',
    session('Deploy', 'x', { onBehalfOf: { userId: 'user-1' } }),
    `${role}#user-1`,
  ],
  [
    'a federated session of a user',
    {
      type: 'FederatedUser',
      arn: 'arn:aws:sts::111122223333:federated-user/x',
      ...issuedBy('arn:aws:iam::111122223333:user/alice'),
    },
    'arn:aws:iam::111122223333:user/alice',
  ],
  [
    'a federated session without an issuer',
    { type: 'FederatedUser', arn: 'arn:aws:sts::111122223333:federated-user/x' },
    'arn:aws:sts::111122223333:federated-user/x',
  ],
  [
    'a SAML user',
    {
      type: 'SAMLUser',
      userName: 'alice@example.com',
      identityProvider: 'idp',
      principalId: 'idp:alice',
    },
    'saml:idp:alice@example.com',
  ],
  [
    'a web identity',
    {
      type: 'WebIdentityUser',
      userName: 'repo:acme/app:ref:refs/heads/main',
      identityProvider:
        'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
    },
    'oidc:arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com:repo:acme/app:ref:refs/heads/main',
  ],
  ['a web identity with an id only', { type: 'WebIdentityUser', principalId: 'p' }, 'oidc::p'],
  [
    'an Identity Center user',
    {
      type: 'IdentityCenterUser',
      credentialId: 'c-1',
      onBehalfOf: {
        userId: 'user-1',
        identityStoreArn: 'arn:aws:identitystore::111122223333:identitystore/d-1',
      },
    },
    'arn:aws:identitystore::111122223333:identitystore/d-1/user/user-1',
  ],
  [
    'an Identity Center user known by a credential',
    { type: 'IdentityCenterUser', credentialId: 'c-1', onBehalfOf: {} },
    'credential:c-1',
  ],
  ['a service', { type: 'AWSService', invokedBy: 'config.amazonaws.com' }, 'config.amazonaws.com'],
  [
    'somebody of another account',
    { type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDAEXAMPLE' },
    'account:444455556666:AIDAEXAMPLE',
  ],
  [
    'a session of another account',
    { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROAEXAMPLE:s-1' },
    'account:444455556666:AROAEXAMPLE',
  ],
  [
    'a person of another account',
    { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROAEXAMPLE:bob@example.com' },
    'account:444455556666:AROAEXAMPLE#bob@example.com',
  ],
  [
    'an account alone',
    { type: 'AWSAccount', accountId: '444455556666' },
    'account:444455556666:unknown',
  ],
  [
    'anonymous',
    { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
    'anonymous',
  ],
  ['anonymous without a type', { accountId: 'anonymous' }, 'anonymous'],
  ['a type that is new, with a session ARN', { ...session('Deploy', 's'), type: 'New' }, role],
  [
    'a type that is new, with an ARN',
    { type: 'New', arn: 'arn:aws:iam::1:x/p/y' },
    'arn:aws:iam::1:x/y',
  ],
  ['no type, invoked', { invokedBy: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com'],
  [
    'no type, user name',
    { userName: 'alice', accountId: '111122223333' },
    'user:111122223333:alice',
  ],
  ['no type, principal', { principalId: 'AIDAEXAMPLE' }, 'account::AIDAEXAMPLE'],
  ['nothing', {}, 'unknown:'],
];

describe('actor key', () => {
  it.each(table)('of %s', (_, userIdentity, key) => {
    expect(actorKeyOf({ userIdentity })).toBe(key);
  });

  it('is the same for all sessions of a role', () => {
    const keys = ['a', 'b', 'c'].map((name) =>
      actorKeyOf({ userIdentity: session('Deploy', name) }),
    );

    expect(new Set(keys).size).toBe(1);
  });

  it('names a service by its address when nothing else does', () => {
    const userIdentity = { type: 'AWSService' };

    expect(actorKeyOf({ userIdentity, sourceIPAddress: 'ssm.amazonaws.com' })).toBe(
      'ssm.amazonaws.com',
    );
    expect(actorKeyOf({ userIdentity })).toBe('aws-service');
  });

  it.each([[null], [undefined], [[]], ['text'], [7]])(
    'of an identity that is %j is unknown',
    (userIdentity) => {
      expect(actorKeyOf({ userIdentity })).toBe('unknown:');
    },
  );

  it('bounds what a caller can put into it', () => {
    const userIdentity = session('Deploy', `${'x'.repeat(5000)}@example.com`);

    expect(actorKeyOf({ userIdentity }).length).toBeLessThan(400);
  });
});

describe('account of an event', () => {
  it.each([
    [
      { recipientAccountId: '111122223333', userIdentity: { accountId: '444455556666' } },
      '111122223333',
    ],
    [{ userIdentity: { accountId: '444455556666' } }, '444455556666'],
    [{ userIdentity: { arn: 'arn:aws:iam::444455556666:user/x' } }, '444455556666'],
    [{ userIdentity: issuedBy(role) }, '111122223333'],
    [{ userIdentity: { accessKeyId: 'AKIASP2TPHJSQH3FJRUX' } }, '171436882533'],
    [{ recipientAccountId: '' }, ''],
    [{}, ''],
  ])('of %j is "%s"', (record, account) => {
    expect(accountOf(record)).toBe(account);
  });
});
