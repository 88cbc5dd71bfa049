import { describe, expect, it } from 'vitest';
import { readPolicy } from './document.ts';

const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };
const document = { Version: '2012-10-17', Statement: [allowAll] };

describe('reading a policy document', () => {
  it.each([
    ['an object', document],
    ['JSON text', JSON.stringify(document)],
    ['URL-encoded text', encodeURIComponent(JSON.stringify(document))],
    ['a single statement', { Statement: allowAll }],
    [
      'names with a small first letter',
      { statement: { effect: 'allow', action: '*', resource: '*' } },
    ],
  ])('from %s', (_, source) => {
    expect(readPolicy(source)).toMatchObject([
      { effect: 'Allow', actions: ['*'], resources: ['*'] },
    ]);
  });

  it.each([
    ['nothing', undefined],
    ['a number', 7],
    ['broken JSON', '{"Statement":['],
    ['broken URL encoding', '%7B%ZZ'],
    ['text that is no object', '"x"'],
    ['no statements', {}],
    ['statements that are text', { Statement: 'x' }],
    ['an effect that does not exist', { Statement: [{ ...allowAll, Effect: 'Maybe' }] }],
    ['one broken statement among good ones', { Statement: [allowAll, null] }],
    ['text that is too long', `{"Statement":[],"x":"${'x'.repeat(400_000)}"}`],
  ])('is not possible from %s', (_, source) => {
    expect(readPolicy(source)).toBeUndefined();
  });

  it('reads all kinds of principals, actions and conditions', () => {
    const statements = readPolicy({
      Statement: {
        Effect: 'Deny',
        NotAction: ['IAM:*'],
        NotResource: 'arn:aws:s3:::b',
        Principal: {
          AWS: ['111122223333', '*'],
          Service: 'ec2.amazonaws.com',
          Federated: ['cognito-identity.amazonaws.com'],
          CanonicalUser: 'c',
        },
        Condition: {
          Bool: { 'aws:SecureTransport': false },
          StringEquals: { 'aws:SourceAccount': ['1'] },
        },
      },
    });

    expect(statements).toEqual([
      {
        effect: 'Deny',
        actions: [],
        notActions: ['iam:*'],
        resources: [],
        notResources: ['arn:aws:s3:::b'],
        principals: {
          everyone: true,
          exceptSome: false,
          aws: ['111122223333'],
          services: ['ec2.amazonaws.com'],
          federated: ['cognito-identity.amazonaws.com'],
          canonicalUsers: ['c'],
        },
        conditions: [
          { operator: 'Bool', key: 'aws:securetransport', values: ['false'] },
          { operator: 'StringEquals', key: 'aws:sourceaccount', values: ['1'] },
        ],
      },
    ]);
  });

  it('keeps everyone but some apart from everyone', () => {
    const [statement] =
      readPolicy({ Statement: { ...allowAll, NotPrincipal: { AWS: '*' } } }) ?? [];

    expect(statement?.principals).toMatchObject({ everyone: false, exceptSome: true });
  });
});
