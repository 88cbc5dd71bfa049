import type { Json } from '../caller.ts';
import { ingress } from './ingress.ts';
import { type MakeCall, reads } from './scene.ts';

/**
 * Ordinary work under the same names as attacks. Only the parameters tell them apart: shared with an account of one's own,
 * opened to one's own network, a role that only reads.
 */
export const lookalikeCalls: readonly MakeCall[] = [
  (scene) => ({
    source: 'ec2',
    name: 'ModifySnapshotAttribute',
    request: {
      snapshotId: `snap-0${scene.random.hex(16)}`,
      attributeType: 'CREATE_VOLUME_PERMISSION',
      createVolumePermission: { add: { items: [{ userId: scene.account.id }] } },
    },
    response: { requestId: scene.random.uuid(), _return: true },
  }),
  (scene) => ({
    source: 'ec2',
    name: 'AuthorizeSecurityGroupIngress',
    request: {
      groupId: scene.random.pick(scene.account.groups),
      ipPermissions: ingress(443, '0.0.0.0/0'),
    },
    response: { requestId: scene.random.uuid(), _return: true },
  }),
  (scene) => {
    const bucketName = scene.random.pick(scene.account.buckets);
    return {
      source: 's3',
      name: 'PutBucketPolicy',
      request: { bucketName, policy: '', bucketPolicy: bucketPolicy(scene.account.id, bucketName) },
    };
  },
  (scene) => ({
    source: 'iam',
    name: 'AttachRolePolicy',
    request: {
      roleName: `${scene.random.pick(scene.account.functions)}-role`,
      policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    },
  }),
  (scene) => ({
    source: 'iam',
    name: 'UpdateAssumeRolePolicy',
    request: {
      roleName: `${scene.random.pick(scene.account.functions)}-role`,
      policyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${scene.account.id}:role/automation/terraform` },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    },
  }),
  reads('iam', 'ListAccessKeys', () => ({ userName: 'backup-agent' })),
];

function bucketPolicy(account: string, bucketName: string): Json {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucketName}/*`,
      },
    ],
  };
}
