import { describe, expect, it } from 'vitest';
import { actorOf } from './actor.ts';
import { isNamedBy } from './actor-class.ts';

interface Session {
  readonly role?: string;
  readonly name?: string;
  readonly issuer?: string;
  readonly context?: object;
  readonly more?: object;
}

function session({ role = 'App', name = 's', issuer, context = {}, more = {} }: Session): object {
  const arn = issuer ?? `arn:aws:iam::111122223333:role/${role}`;
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLEROLE123456:${name}`,
    arn: `arn:aws:sts::111122223333:assumed-role/${role}/${name}`,
    accountId: '111122223333',
    sessionContext: { sessionIssuer: { type: 'Role', arn, accountId: '111122223333' }, ...context },
    ...more,
  };
}

const user = { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', userName: 'alice' };
const github = {
  webIdFederationData: {
    federatedProvider:
      'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
  },
};
const cluster = {
  webIdFederationData: {
    federatedProvider:
      'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB',
  },
};

const table: readonly (readonly [
  what: string,
  userIdentity: object,
  more: object,
  expected: { kind: string; class: string; name: string },
])[] = [
  [
    'root',
    { type: 'Root', accountId: '111122223333' },
    {},
    { kind: 'root', class: 'human', name: 'root' },
  ],
  ['a user', user, {}, { kind: 'iam-user', class: 'unknown', name: 'alice' }],
  [
    'a user who signs in',
    user,
    { eventName: 'ConsoleLogin' },
    { kind: 'iam-user', class: 'human', name: 'alice' },
  ],
  [
    'a user with MFA',
    { ...user, sessionContext: { attributes: { mfaAuthenticated: 'true' } } },
    {},
    { kind: 'iam-user', class: 'human', name: 'alice' },
  ],
  [
    'a user in the console',
    user,
    { userAgent: 'Mozilla/5.0 (X11) Firefox/130.0' },
    { kind: 'iam-user', class: 'human', name: 'alice' },
  ],
  [
    'a person of a permission set',
    session({ role: 'AWSReservedSSO_Admin_01', name: 'alice@example.com' }),
    {},
    { kind: 'sso', class: 'human', name: 'alice@example.com' },
  ],
  [
    'a person behind a role',
    session({ role: 'Admin', name: 'alice@example.com' }),
    {},
    { kind: 'role', class: 'human', name: 'Admin (alice@example.com)' },
  ],
  [
    'an instance',
    session({ name: 'i-0abc123def4567890' }),
    {},
    { kind: 'role', class: 'workload', name: 'App (i-0abc123def4567890)' },
  ],
  [
    'a function',
    session({ name: 'my-function' }),
    { userAgent: 'Boto3/1.34 exec-env/AWS_Lambda_python3.12' },
    { kind: 'role', class: 'workload', name: 'App (my-function)' },
  ],
  [
    'an unnamed session of a program',
    session({ name: 'botocore-session-1700000000' }),
    {},
    { kind: 'role', class: 'workload', name: 'App (botocore-session-1700000000)' },
  ],
  [
    'an unnamed session at a command line',
    session({ name: 'botocore-session-1700000000' }),
    { userAgent: 'aws-cli/2.15.0' },
    { kind: 'role', class: 'unknown', name: 'App (botocore-session-1700000000)' },
  ],
  [
    'an instance known by its delivery',
    session({ name: 'x', context: { ec2RoleDelivery: '2.0' } }),
    {},
    { kind: 'role', class: 'workload', name: 'App (x)' },
  ],
  [
    'a role that a service uses',
    session({ name: 'x', more: { invokedBy: 'glue.amazonaws.com' } }),
    {},
    { kind: 'role', class: 'workload', name: 'App (x)' },
  ],
  [
    'GitHub Actions',
    session({ name: 'deploy', context: github }),
    {},
    { kind: 'oidc', class: 'ci', name: 'App (deploy)' },
  ],
  [
    'a CI session name',
    session({ name: 'GitHubActions' }),
    {},
    { kind: 'role', class: 'ci', name: 'App (GitHubActions)' },
  ],
  [
    'a GitHub token that becomes a role',
    {
      type: 'WebIdentityUser',
      userName: 'repo:acme/app:ref:refs/heads/main',
      identityProvider: 'x',
    },
    {},
    { kind: 'oidc', class: 'ci', name: 'repo:acme/app:ref:refs/heads/main' },
  ],
  [
    'a pod',
    session({ name: 'pod', context: cluster }),
    {},
    { kind: 'oidc', class: 'workload', name: 'App (pod)' },
  ],
  [
    'a service-linked role',
    session({
      role: 'AWSServiceRoleForConfig',
      issuer:
        'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    }),
    {},
    { kind: 'service-linked', class: 'aws-service', name: 'AWSServiceRoleForConfig (s)' },
  ],
  [
    'a role that only looks service-linked',
    session({ role: 'AWSServiceRoleForSupportAccess' }),
    {},
    { kind: 'role', class: 'unknown', name: 'AWSServiceRoleForSupportAccess (s)' },
  ],
  [
    'a service-linked role without an issuer',
    {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForConfig/s',
    },
    {},
    { kind: 'service-linked', class: 'aws-service', name: 'AWSServiceRoleForConfig (s)' },
  ],
  [
    'a service',
    { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
    {},
    { kind: 'aws-service', class: 'aws-service', name: 'ec2.amazonaws.com' },
  ],
  [
    'an agent with rights of a user',
    { ...user, invokedBy: 'aws-mcp.amazonaws.com' },
    {},
    { kind: 'iam-user', class: 'ai-agent', name: 'alice' },
  ],
  [
    'a federated user',
    {
      type: 'FederatedUser',
      arn: 'arn:aws:sts::111122223333:federated-user/x',
      sessionContext: { sessionIssuer: { type: 'IAMUser', arn: user.arn, userName: 'alice' } },
    },
    {},
    { kind: 'iam-user', class: 'unknown', name: 'alice' },
  ],
  [
    'a federated session of root',
    {
      type: 'FederatedUser',
      sessionContext: { sessionIssuer: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' } },
    },
    {},
    { kind: 'root', class: 'human', name: 'root' },
  ],
  [
    'a SAML user',
    { type: 'SAMLUser', userName: 'alice@example.com', identityProvider: 'idp' },
    {},
    { kind: 'saml', class: 'human', name: 'alice@example.com' },
  ],
  [
    'an Identity Center user',
    { type: 'IdentityCenterUser', onBehalfOf: { userId: 'user-1', identityStoreArn: 'arn:x' } },
    {},
    { kind: 'sso', class: 'human', name: 'user-1' },
  ],
  [
    'somebody of another account',
    { type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDAEXAMPLE' },
    { recipientAccountId: '111122223333' },
    { kind: 'account', class: 'unknown', name: 'account 444455556666' },
  ],
  [
    'a person of an account that nothing names',
    { type: 'AWSAccount', principalId: 'AROAEXAMPLE:bob@example.com' },
    {},
    { kind: 'account', class: 'human', name: 'bob@example.com (account unknown)' },
  ],
  [
    'nobody',
    { type: 'AWSAccount', accountId: 'anonymous' },
    {},
    { kind: 'anonymous', class: 'unknown', name: 'anonymous' },
  ],
  [
    'no type, session ARN',
    { arn: 'arn:aws:sts::1:assumed-role/App/App' },
    {},
    { kind: 'role', class: 'unknown', name: 'App' },
  ],
  [
    'no type, root ARN',
    { arn: 'arn:aws:iam::1:root' },
    {},
    { kind: 'root', class: 'human', name: 'root' },
  ],
  [
    'no type, user ARN',
    { arn: 'arn:aws:iam::1:user/bob' },
    {},
    { kind: 'iam-user', class: 'unknown', name: 'bob' },
  ],
  [
    'no type, role ARN',
    { arn: 'arn:aws:iam::1:role/App' },
    {},
    { kind: 'role', class: 'unknown', name: 'App' },
  ],
  [
    'no type, invoked',
    { invokedBy: 'ec2.amazonaws.com' },
    {},
    { kind: 'aws-service', class: 'aws-service', name: 'ec2.amazonaws.com' },
  ],
  ['nothing', {}, {}, { kind: 'unknown', class: 'unknown', name: 'unknown:' }],
];

describe('actor', () => {
  it.each(table)('is understood: %s', (_, userIdentity, more, expected) => {
    expect(actorOf({ userIdentity, ...more })).toMatchObject(expected);
  });

  it.each([
    ['111122223333', false],
    ['444455556666', true],
    ['', false],
  ])('in a trail of account "%s" is from elsewhere: %s', (recipientAccountId, crossAccount) => {
    const actor = actorOf({ userIdentity: session({}), recipientAccountId });

    expect(actor).toMatchObject({ account: '111122223333', crossAccount });
  });

  it('is continuous integration where the settings say so', () => {
    const actor = actorOf({ userIdentity: session({ role: 'Deploy' }) }, { ci: ['Dep*'] });

    expect(actor.class).toBe('ci');
  });

  it.each([
    ['alice', true],
    ['al*', true],
    ['arn:aws:iam::111122223333:role/Admin', true],
    ['Admin', true],
    ['Admin (alice)', true],
    ['bob', false],
  ])('is meant by the pattern %s: %s', (pattern, expected) => {
    const key = 'arn:aws:iam::111122223333:role/Admin#alice';
    const name = pattern.startsWith('a') ? 'alice' : 'Admin (alice)';

    expect(isNamedBy(pattern, { key, name })).toBe(expected);
  });
});
