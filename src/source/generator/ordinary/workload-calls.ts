import type { Json } from '../caller.ts';
import type { Call } from '../record.ts';
import { arn, type MakeCall, reads, type Scene } from './scene.ts';

/** What applications do all day. Each workload has a few of these as its habits. */
export const workloadCalls: readonly MakeCall[] = [
  objectCall('GetObject', true),
  objectCall('PutObject', false),
  objectCall('GetObject', true),
  decrypt,
  generateDataKey,
  getSecretValue,
  reads('ssm', 'GetParameters', ({ account }) => ({
    names: [`/${account.name}/app/config`, `/${account.name}/app/flags`],
    withDecryption: true,
  })),
  reads('ssm', 'GetParametersByPath', ({ account }) => ({
    path: `/${account.name}/app`,
    recursive: true,
    withDecryption: true,
  })),
  reads('dynamodb', 'DescribeTable', ({ account, random }) => ({
    tableName: random.pick(account.tables),
  })),
  reads('sts', 'GetCallerIdentity'),
  reads('ec2', 'DescribeTags', ({ account, random }) => ({
    maxResults: 50,
    filterSet: {
      items: [
        { name: 'resource-id', valueSet: { items: [{ value: random.pick(account.instances) }] } },
      ],
    },
  })),
  reads('elasticloadbalancing', 'DescribeTargetHealth', (scene) => ({
    targetGroupArn: arn(scene, 'elasticloadbalancing', 'targetgroup/web/50dc6c495c0c9188'),
  })),
  reads('ecr', 'BatchGetImage', ({ account, random }) => ({
    registryId: account.id,
    repositoryName: `shop/${random.pick(account.functions)}`,
    imageIds: [{ imageDigest: `sha256:${random.hex(64)}` }],
    acceptedMediaTypes: ['application/vnd.oci.image.manifest.v1+json'],
  })),
  createLogStream,
];

/** The habit of the workloads that write to customers. */
export const sendEmail: MakeCall = ({ account }) => ({
  source: 'ses',
  name: 'SendEmail',
  request: {
    fromEmailAddress: 'orders@example.com',
    destination: { toAddresses: ['HIDDEN_DUE_TO_SECURITY_REASONS'] },
    configurationSetName: `${account.name}-mail`,
  },
});

/** The habit of the workloads that summarise text. */
export const invokeModel: MakeCall = () => ({
  source: 'bedrock',
  name: 'InvokeModel',
  readOnly: true,
  request: { modelId: 'amazon.nova-lite-v1:0' },
  extra: { inferenceRegion: 'us-east-1', inputTokens: 812, outputTokens: 96 },
});

export function objectCall(name: string, readOnly: boolean): MakeCall {
  return (scene) => {
    const { account, random } = scene;
    const bucketName = random.pick(account.buckets);
    const key = objectKey(scene);
    return {
      source: 's3',
      name,
      readOnly,
      category: 'Data',
      request: { bucketName, key, Host: `${bucketName}.s3.${scene.region}.amazonaws.com` },
      response: readOnly ? null : { 'x-amz-server-side-encryption': 'AES256' },
      extra: transfer(scene, readOnly),
      resources: [
        { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucketName}/${key}` },
        { accountId: account.id, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName}` },
      ],
    };
  };
}

function objectKey({ random, high }: Scene): string {
  if (high) return `incoming/${random.hex(2)}/${random.uuid()}.json`;
  return `reports/2026/week-${random.between(1, 52)}.csv`;
}

function transfer({ random }: Scene, readOnly: boolean): Json {
  return {
    SignatureVersion: 'SigV4',
    CipherSuite: 'TLS_AES_128_GCM_SHA256',
    bytesTransferredIn: readOnly ? 0 : random.below(90_000),
    bytesTransferredOut: readOnly ? random.below(90_000) : 0,
    AuthenticationMethod: 'AuthHeader',
    'x-amz-id-2': `${random.letters(40)}=`,
  };
}

function decrypt(scene: Scene): Call {
  const keyArn = arn(scene, 'kms', `key/${scene.random.pick(scene.account.keyIds)}`);
  return {
    source: 'kms',
    name: 'Decrypt',
    readOnly: true,
    request: {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: {
        'aws:s3:arn': `arn:aws:s3:::${scene.random.pick(scene.account.buckets)}`,
      },
    },
    resources: [{ accountId: scene.account.id, type: 'AWS::KMS::Key', ARN: keyArn }],
    extra: { keyMaterialId: scene.high ? scene.random.hex(64) : 'b7a2'.repeat(16) },
  };
}

function generateDataKey(scene: Scene): Call {
  const keyId = arn(scene, 'kms', `key/${scene.random.pick(scene.account.keyIds)}`);
  return {
    source: 'kms',
    name: 'GenerateDataKey',
    readOnly: true,
    request: { keySpec: 'AES_256', keyId, encryptionContext: { app: scene.account.name } },
    resources: [{ accountId: scene.account.id, type: 'AWS::KMS::Key', ARN: keyId }],
  };
}

function getSecretValue(scene: Scene): Call {
  const secretId = arn(
    scene,
    'secretsmanager',
    `secret:${scene.account.secrets[0] ?? 'app'}-AbCdEf`,
  );
  return {
    source: 'secretsmanager',
    name: 'GetSecretValue',
    readOnly: true,
    request: { secretId },
  };
}

function createLogStream({ random, account, high }: Scene): Call {
  const name = random.pick(account.functions);
  return {
    source: 'logs',
    name: 'CreateLogStream',
    request: {
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: `[$LATEST]${high ? random.hex(32) : `${name}-stream`}`,
    },
  };
}
