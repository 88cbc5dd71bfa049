import { describe, expect, it } from 'vitest';
import { exposureOf } from './exposure.ts';

const everyone = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
const account = { ...everyone, Principal: { AWS: 'arn:aws:iam::444455556666:root' } };
const policy = (statement: object): object => ({ Version: '2012-10-17', Statement: [statement] });
const allUsers = 'http://acs.amazonaws.com/groups/global/AllUsers';

const table: readonly (readonly [
  source: string,
  name: string,
  request: object,
  expected: object,
])[] = [
  [
    'ec2',
    'ModifySnapshotAttribute',
    { createVolumePermission: { add: { items: [{ group: 'all' }] } } },
    { public: true },
  ],
  [
    'ec2',
    'ModifySnapshotAttribute',
    { createVolumePermission: { add: { items: [{ userId: '444455556666' }] } } },
    { public: false, accounts: ['444455556666'] },
  ],
  [
    'ec2',
    'ModifySnapshotAttribute',
    { createVolumePermission: { remove: { items: [{ group: 'all' }] } } },
    { public: false, accounts: [] },
  ],
  [
    'ec2',
    'ModifyImageAttribute',
    { launchPermission: { add: { items: [{ group: 'all' }] } } },
    { public: true },
  ],
  [
    'rds',
    'ModifyDBSnapshotAttribute',
    { attributeName: 'restore', valuesToAdd: ['all'] },
    { public: true },
  ],
  [
    'rds',
    'ModifyDBClusterSnapshotAttribute',
    { attributeName: 'restore', valuesToAdd: ['444455556666'] },
    { public: false, accounts: ['444455556666'] },
  ],
  ['rds', 'ModifyDBInstance', { publiclyAccessible: true }, { public: true }],
  ['redshift', 'ModifyCluster', { publiclyAccessible: false }, { public: false }],
  ['s3', 'PutBucketPolicy', { bucketName: 'b', bucketPolicy: policy(everyone) }, { public: true }],
  [
    's3',
    'PutBucketPolicy',
    { bucketPolicy: policy(account) },
    { public: false, accounts: ['444455556666'] },
  ],
  ['s3', 'PutBucketPolicy', { bucketPolicy: 'cut off {' }, { public: undefined, accounts: [] }],
  ['s3', 'PutBucketAcl', { 'x-amz-acl': ['public-read'] }, { public: true }],
  ['s3', 'PutBucketAcl', { 'x-amz-acl': 'authenticated-read' }, { public: true }],
  ['s3', 'PutBucketAcl', { 'x-amz-acl': 'private' }, { public: false }],
  ['s3', 'CreateBucket', { 'x-amz-grant-read': `uri="${allUsers}"` }, { public: true }],
  [
    's3',
    'CreateBucket',
    { accessControlList: { 'x-amz-grant-write': `uri="${allUsers}"` } },
    { public: true },
  ],
  [
    's3',
    'PutBucketAcl',
    {
      AccessControlPolicy: {
        AccessControlList: { Grant: [{ Grantee: { URI: allUsers }, Permission: 'READ' }] },
      },
    },
    { public: true },
  ],
  [
    's3',
    'PutBucketAcl',
    { AccessControlPolicy: { AccessControlList: { Grant: { Grantee: { ID: 'c' } } } } },
    { public: false },
  ],
  [
    's3',
    'PutBucketReplication',
    { ReplicationConfiguration: { Rule: { Destination: { Account: '444455556666' } } } },
    { accounts: ['444455556666'] },
  ],
  ['lambda', 'AddPermission20150331v2', { principal: '*' }, { public: true }],
  [
    'lambda',
    'AddPermission20150331v2',
    { principal: '*', sourceAccount: '111122223333' },
    { public: false },
  ],
  [
    'lambda',
    'AddPermission20150331v2',
    { principal: 's3.amazonaws.com' },
    { public: false, accounts: [] },
  ],
  [
    'lambda',
    'AddPermission20150331v2',
    { principal: '444455556666' },
    { accounts: ['444455556666'] },
  ],
  [
    'lambda',
    'AddLayerVersionPermission20181031',
    { principal: '*', organizationId: 'o-1' },
    { public: false },
  ],
  ['lambda', 'CreateFunctionUrlConfig', { authType: 'NONE' }, { public: true }],
  ['lambda', 'UpdateFunctionUrlConfig', { authType: 'AWS_IAM' }, { public: false }],
  ['ssm', 'ModifyDocumentPermission', { accountIdsToAdd: ['all'] }, { public: true }],
  ['sns', 'AddPermission', { aWSAccountIds: ['444455556666'] }, { accounts: ['444455556666'] }],
  [
    'sns',
    'SetTopicAttributes',
    { attributeName: 'Policy', attributeValue: JSON.stringify(policy(everyone)) },
    { public: true },
  ],
  [
    'sns',
    'SetTopicAttributes',
    { attributeName: 'DisplayName', attributeValue: 'x' },
    { public: false },
  ],
  [
    'sqs',
    'SetQueueAttributes',
    { attributes: { Policy: JSON.stringify(policy(everyone)) } },
    { public: true },
  ],
  [
    'ecr',
    'SetRepositoryPolicy',
    { policyText: JSON.stringify(policy(everyone)) },
    { public: true },
  ],
  [
    'kms',
    'PutKeyPolicy',
    { policy: JSON.stringify(policy(account)) },
    { accounts: ['444455556666'] },
  ],
  [
    'kms',
    'CreateGrant',
    { granteePrincipal: 'arn:aws:iam::444455556666:role/r' },
    { accounts: ['444455556666'] },
  ],
  ['ram', 'CreateResourceShare', { principals: ['444455556666'] }, { accounts: ['444455556666'] }],
  [
    'ram',
    'AssociateResourceShare',
    { principals: ['arn:aws:organizations::444455556666:organization/o-example123'] },
    { public: false, accounts: [] },
  ],
  [
    'ec2',
    'CreateVpcPeeringConnection',
    { peerOwnerId: '444455556666' },
    { accounts: ['444455556666'] },
  ],
  [
    'ec2',
    'CreateVpcEndpoint',
    { policyDocument: JSON.stringify(policy(everyone)) },
    { public: false },
  ],
  ['s3', 'GetBucketPolicy', { bucketPolicy: policy(everyone) }, { public: false }],
];

describe('exposure', () => {
  it.each(table)('by %s %s of %j', (source, eventName, requestParameters, expected) => {
    const record = { eventSource: `${source}.amazonaws.com`, eventName, requestParameters };

    expect(exposureOf(record)).toMatchObject(expected);
  });
});
