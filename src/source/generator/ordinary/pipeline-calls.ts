import { ingress } from './ingress.ts';
import { lookalikeCalls } from './lookalike-calls.ts';
import { arn, type MakeCall, reads, type Scene } from './scene.ts';

const group = ({ account, random }: Scene) => random.pick(account.groups);
const bucket = ({ account, random }: Scene) => ({ bucketName: random.pick(account.buckets) });
const roleName = ({ account, random }: Scene) => `${random.pick(account.functions)}-role`;

/** What Terraform asks before it changes anything. */
export const planCalls: readonly MakeCall[] = [
  reads('iam', 'GetRole', (scene) => ({ roleName: roleName(scene) })),
  reads('iam', 'ListRolePolicies', (scene) => ({ roleName: roleName(scene) })),
  reads('iam', 'ListAttachedRolePolicies', (scene) => ({ roleName: roleName(scene) })),
  reads('iam', 'GetPolicyVersion', ({ account }) => ({
    policyArn: `arn:aws:iam::${account.id}:policy/app-runtime`,
    versionId: 'v3',
  })),
  reads('ec2', 'DescribeSecurityGroups', (scene) => ({
    securityGroupIdSet: { items: [{ groupId: group(scene) }] },
    filterSet: {},
  })),
  reads('ec2', 'DescribeVpcs', () => ({ vpcSet: {}, filterSet: {} })),
  reads('ec2', 'DescribeSubnets', () => ({ subnetSet: {}, filterSet: {} })),
  reads('ec2', 'DescribeRouteTables', () => ({ routeTableIdSet: {}, filterSet: {} })),
  reads('s3', 'GetBucketPolicy', (scene) => ({ ...bucket(scene), policy: '' })),
  reads('s3', 'GetBucketVersioning', (scene) => ({ ...bucket(scene), versioning: '' })),
  reads('s3', 'GetBucketPublicAccessBlock', (scene) => ({
    ...bucket(scene),
    publicAccessBlock: '',
  })),
  reads('lambda', 'GetFunction20150331v2', ({ account, random }) => ({
    functionName: random.pick(account.functions),
  })),
  reads('lambda', 'GetPolicy20150331v2', ({ account, random }) => ({
    functionName: random.pick(account.functions),
  })),
  reads('kms', 'DescribeKey', ({ account, random }) => ({ keyId: random.pick(account.keyIds) })),
  reads('logs', 'DescribeLogGroups', () => ({ logGroupNamePrefix: '/aws/lambda/' })),
  reads('dynamodb', 'DescribeTable', ({ account, random }) => ({
    tableName: random.pick(account.tables),
  })),
];

const runtimePolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::example-production-uploads/*',
    },
  ],
});
const lambdaTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** What Terraform changes: some of it looks like an attack by name, none of it is one by content. */
export const applyCalls: readonly MakeCall[] = [
  ...lookalikeCalls,
  (scene) => ({
    source: 'iam',
    name: 'PutRolePolicy',
    request: {
      roleName: roleName(scene),
      policyName: 'runtime',
      policyDocument: runtimePolicy,
    },
  }),
  (scene) => ({
    source: 'iam',
    name: 'AttachRolePolicy',
    request: {
      roleName: roleName(scene),
      policyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    },
  }),
  (scene) => ({
    source: 'iam',
    name: 'CreateRole',
    request: {
      roleName: `${roleName(scene)}-v2`,
      assumeRolePolicyDocument: lambdaTrust,
      path: '/',
    },
    response: {
      role: {
        path: '/',
        roleName: `${roleName(scene)}-v2`,
        roleId: `AROA${scene.random.letters(17)}`,
        createDate: 'Nov 3, 2026, 10:00:00 AM',
      },
    },
  }),
  (scene) => ({
    source: 'ec2',
    name: 'AuthorizeSecurityGroupIngress',
    request: { groupId: group(scene), ipPermissions: ingress(443, '10.0.0.0/8') },
    response: { requestId: scene.random.uuid(), _return: true },
  }),
  (scene) => ({
    source: 'lambda',
    name: 'UpdateFunctionConfiguration20150331v2',
    request: {
      functionName: scene.random.pick(scene.account.functions),
      memorySize: 512,
      timeout: 30,
    },
    response: { runtime: 'nodejs22.x', state: 'Active', lastUpdateStatus: 'InProgress' },
  }),
  (scene) => ({
    source: 's3',
    name: 'PutBucketVersioning',
    request: { ...bucket(scene), VersioningConfiguration: { Status: 'Enabled' }, versioning: '' },
  }),
  (scene) => ({
    source: 'logs',
    name: 'PutRetentionPolicy',
    request: {
      logGroupName: `/aws/lambda/${scene.random.pick(scene.account.functions)}`,
      retentionInDays: 30,
    },
  }),
];

/** What a deployment from GitHub does. */
export const deployCalls: readonly MakeCall[] = [
  reads('ecr', 'GetAuthorizationToken'),
  ({ account, random }) => ({
    source: 'ecr',
    name: 'PutImage',
    request: {
      registryId: account.id,
      repositoryName: `shop/${random.pick(account.functions)}`,
      imageTag: `build-${random.below(9999)}`,
    },
    response: { image: { imageId: { imageDigest: `sha256:${random.hex(64)}` } } },
  }),
  (scene) => ({
    source: 'lambda',
    name: 'UpdateFunctionCode20150331v2',
    request: {
      functionName: scene.random.pick(scene.account.functions),
      s3Bucket: scene.account.buckets.at(-1) ?? 'example-artifacts',
      s3Key: `builds/${scene.random.hex(12)}.zip`,
      publish: true,
      dryRun: false,
    },
    response: {
      functionArn: arn(scene, 'lambda', `function:${scene.account.functions[0] ?? 'app'}`),
      runtime: 'nodejs22.x',
      codeSize: scene.random.between(90_000, 9_000_000),
    },
  }),
  (scene) => ({
    source: 'ecs',
    name: 'UpdateService',
    request: { cluster: scene.account.name, service: 'web', forceNewDeployment: true },
    response: { service: { serviceName: 'web', status: 'ACTIVE', desiredCount: 3 } },
  }),
  ({ random }) => ({
    source: 'cloudfront',
    name: 'CreateInvalidation2020_05_31',
    request: {
      distributionId: 'E2EXAMPLE7XYZ',
      invalidationBatch: { paths: { items: ['/*'], quantity: 1 }, callerReference: random.hex(12) },
    },
  }),
];
