import type { Caller } from '../caller.ts';
import { type Account, strangerAccount } from '../organization.ts';
import type { Call } from '../record.ts';
import { look } from './policies.ts';
import {
  act,
  anyone,
  fails,
  homeRegion,
  productionOf,
  roleNamed,
  type Scenario,
  type Stage,
  sessionSince,
  signIn,
  stolenUser,
  tools,
} from './stage.ts';

export const secretsMassRead: Scenario = {
  id: 'secrets-mass-read',
  title: 'Every secret of an account is listed and read within minutes',
  techniques: ['T1555.006', 'T1119', 'T1078.004'],
  play(stage) {
    const account = productionOf(stage);
    const region = homeRegion(account);
    const thief = stolenUser(stage, account, 'reporting', tools.python);
    act(stage, thief, look('secretsmanager', 'ListSecrets', { maxResults: 100 }), region);
    for (let count = 0; count < 30; count += 1) {
      const name = account.secrets[count % account.secrets.length] ?? 'app';
      const secretId = `arn:aws:secretsmanager:${region}:${account.id}:secret:${name}-${count}-AbCdEf`;
      act(stage, thief, look('secretsmanager', 'GetSecretValue', { secretId }), region);
    }
    const secretIdList = account.secrets.slice(0, 6);
    act(stage, thief, look('secretsmanager', 'BatchGetSecretValue', { secretIdList }), region);
    return thief;
  },
};

export const snapshotSharedPublic: Scenario = {
  id: 'snapshot-shared-public',
  title: 'The disk of a database is copied to a snapshot and opened to the world',
  techniques: ['T1537', 'T1578.001'],
  play(stage) {
    const account = productionOf(stage);
    const region = homeRegion(account);
    const caller = signIn(stage, anyone(stage), account, 'PowerUser');
    const snapshotId = `snap-0${stage.random.hex(16)}`;
    const volumeId = `vol-0${stage.random.hex(16)}`;
    act(
      stage,
      caller,
      {
        source: 'ec2',
        name: 'CreateSnapshot',
        request: { volumeId, description: 'tmp' },
        response: { snapshotId, volumeId, status: 'pending', encrypted: false },
      },
      region,
    );
    act(
      stage,
      caller,
      {
        source: 'ec2',
        name: 'ModifySnapshotAttribute',
        request: {
          snapshotId,
          attributeType: 'CREATE_VOLUME_PERMISSION',
          createVolumePermission: { add: { items: [{ group: 'all' }] } },
        },
        response: { requestId: stage.random.uuid(), _return: true },
      },
      region,
    );
    return caller;
  },
};

export const amiShared: Scenario = {
  id: 'ami-shared',
  title: 'An image of a server is made and given to a strange account',
  techniques: ['T1537', 'T1578.001', 'T1078.004'],
  play(stage) {
    const account = productionOf(stage);
    const region = homeRegion(account);
    const caller = stolenUser(stage, account, 'backup-agent', tools.commandLine);
    const imageId = `ami-0${stage.random.hex(16)}`;
    const instanceId = account.instances[0] ?? 'i-0123456789abcdef0';
    act(
      stage,
      caller,
      {
        source: 'ec2',
        name: 'CreateImage',
        request: { instanceId, name: 'golden', noReboot: true },
        response: { imageId },
      },
      region,
    );
    act(
      stage,
      caller,
      {
        source: 'ec2',
        name: 'ModifyImageAttribute',
        request: {
          imageId,
          attributeType: 'launchPermission',
          launchPermission: { add: { items: [{ userId: strangerAccount }] } },
        },
        response: { requestId: stage.random.uuid(), _return: true },
      },
      region,
    );
    return caller;
  },
};

export const ransomByCustomerKey: Scenario = {
  id: 's3-ransom-ssec',
  title:
    'Objects are written again under a key that only the thief has, and the rest set to expire',
  techniques: ['T1486', 'T1485.001', 'T1490', 'T1619', 'T1078.004'],
  play(stage) {
    const account = productionOf(stage);
    const bucketName = account.buckets[1] ?? 'example-uploads';
    const thief = stolenUser(stage, account, 'backup-agent', tools.fileBrowser);
    act(stage, thief, look('s3', 'ListBuckets', { Host: 's3.amazonaws.com' }));
    act(
      stage,
      thief,
      bucketCall('PutBucketVersioning', bucketName, {
        VersioningConfiguration: { Status: 'Suspended' },
        versioning: '',
      }),
    );
    for (let count = 0; count < 40; count += 1) copyUnderOwnKey(stage, thief, bucketName, count);
    act(
      stage,
      thief,
      bucketCall('PutBucketLifecycle', bucketName, {
        lifecycle: '',
        LifecycleConfiguration: {
          Rule: {
            ID: 'expire',
            Status: 'Enabled',
            Expiration: { Days: 1 },
            Filter: { Prefix: '' },
          },
        },
      }),
    );
    act(stage, thief, objectWrite('PutObject', account, bucketName, 'HOW-TO-RECOVER.txt', {}));
    return thief;
  },
};

function bucketCall(name: string, bucketName: string, request: Call['request']): Call {
  return { source: 's3', name, request: { bucketName, ...request } };
}

function copyUnderOwnKey(stage: Stage, thief: Caller, bucketName: string, count: number): void {
  const key = `customers/2026/part-${count}.parquet`;
  act(
    stage,
    thief,
    objectWrite('CopyObject', productionOf(stage), bucketName, key, {
      'x-amz-server-side-encryption-customer-algorithm': 'AES256',
      'x-amz-copy-source': `${bucketName}/${key}`,
    }),
  );
}

function objectWrite(
  name: string,
  account: Account,
  bucketName: string,
  key: string,
  extra: Record<string, string>,
): Call {
  const algorithm = extra['x-amz-server-side-encryption-customer-algorithm'];
  return {
    source: 's3',
    name,
    category: 'Data',
    request: { bucketName, key, Host: `${bucketName}.s3.amazonaws.com`, ...extra },
    response:
      algorithm === undefined
        ? null
        : { 'x-amz-server-side-encryption-customer-algorithm': algorithm },
    extra: {
      SignatureVersion: 'SigV4',
      AuthenticationMethod: 'AuthHeader',
      ...(algorithm !== undefined && { SSEApplied: 'SSE_C' }),
    },
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucketName}/${key}` },
      { accountId: account.id, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName}` },
    ],
  };
}

export const bucketMadePublic: Scenario = {
  id: 'bucket-made-public',
  title: 'The guard against public buckets is taken away and a bucket opened to everyone',
  techniques: ['T1530', 'T1685', 'T1078.004', 'T1552.005'],
  play(stage) {
    const account = productionOf(stage);
    const bucketName = account.buckets[2] ?? 'example-exports';
    const role = roleNamed(stage, account, 'web-1-instance');
    const session = {
      name: account.instances[1] ?? 'i-0123456789abcdef0',
      context: { ec2RoleDelivery: '2.0' },
    };
    const thief = sessionSince(stage, role, session, tools.commandLine);
    act(stage, thief, fails(look('s3', 'ListBuckets'), 'AccessDenied', 'Access Denied'));
    act(
      stage,
      thief,
      bucketCall('DeleteBucketPublicAccessBlock', bucketName, { publicAccessBlock: '' }),
    );
    act(
      stage,
      thief,
      bucketCall('PutBucketPolicy', bucketName, {
        policy: '',
        bucketPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: '*',
              Action: 's3:GetObject',
              Resource: `arn:aws:s3:::${bucketName}/*`,
            },
          ],
        },
      }),
    );
    return thief;
  },
};
