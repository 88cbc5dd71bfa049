import { arn, type MakeCall, reads } from './scene.ts';

/** What people click and type: mostly looking, now and then changing something. */
export const personReads: readonly MakeCall[] = [
  reads('ec2', 'DescribeInstances', () => ({ filterSet: {}, instancesSet: {} })),
  reads('ec2', 'DescribeSecurityGroups', () => ({ securityGroupSet: {}, filterSet: {} })),
  reads('ec2', 'DescribeVolumes', () => ({ volumeSet: {}, filterSet: {} })),
  reads('s3', 'ListBuckets', () => ({ Host: 's3.amazonaws.com' })),
  reads('s3', 'GetBucketEncryption', ({ account, random }) => ({
    bucketName: random.pick(account.buckets),
    encryption: '',
  })),
  reads('lambda', 'ListFunctions20150331', () => ({ maxItems: 50 })),
  reads('lambda', 'GetFunction20150331v2', ({ account, random }) => ({
    functionName: random.pick(account.functions),
  })),
  reads('monitoring', 'DescribeAlarms', () => ({ maxRecords: 100 })),
  reads('monitoring', 'GetMetricData', () => ({
    maxDatapoints: 500,
    metricDataQueries: [{ id: 'm1', label: 'cpu', returnData: true }],
  })),
  reads('logs', 'DescribeLogGroups', ({ account }) => ({
    logGroupNamePrefix: `/aws/lambda/${account.name}`,
  })),
  reads('logs', 'StartQuery', (scene) => ({
    logGroupName: `/aws/lambda/${scene.random.pick(scene.account.functions)}`,
    queryString: 'HIDDEN_DUE_TO_SECURITY_REASONS',
  })),
  reads('rds', 'DescribeDBInstances', () => ({ maxRecords: 100 })),
  reads('cloudformation', 'DescribeStacks'),
  reads('cloudtrail', 'LookupEvents', () => ({ maxResults: 50 })),
  reads('ce', 'GetCostAndUsage', () => ({ granularity: 'DAILY', metrics: ['UnblendedCost'] })),
  reads('health', 'DescribeEventAggregates', () => ({ aggregateField: 'eventTypeCategory' })),
  reads('securityhub', 'GetFindings', () => ({ maxResults: 20 })),
  reads('sts', 'GetCallerIdentity'),
];

export const personWrites: readonly MakeCall[] = [
  (scene) => ({
    source: 'ec2',
    name: 'CreateTags',
    request: {
      resourcesSet: { items: [{ resourceId: scene.random.pick(scene.account.instances) }] },
      tagSet: { items: [{ key: 'owner', value: 'team-shop' }] },
    },
    response: { requestId: scene.random.uuid(), _return: true },
  }),
  (scene) => ({
    source: 'ec2',
    name: scene.random.pick(['StopInstances', 'StartInstances', 'RebootInstances']),
    request: {
      instancesSet: { items: [{ instanceId: scene.random.pick(scene.account.instances) }] },
    },
    response: { requestId: scene.random.uuid(), _return: true },
  }),
  ({ account, random }) => ({
    source: 'monitoring',
    name: 'PutMetricAlarm',
    request: {
      alarmName: `${random.pick(account.functions)}-errors`,
      threshold: 5,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
    },
  }),
  (scene) => ({
    source: 'ssm',
    name: 'PutParameter',
    request: {
      name: `/${scene.account.name}/app/flags`,
      value: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      type: 'String',
      overwrite: true,
    },
    response: { version: scene.random.between(2, 90), tier: 'Standard' },
  }),
  (scene) => ({
    source: 'rds',
    name: 'CreateDBSnapshot',
    request: {
      dBInstanceIdentifier: 'orders-db',
      dBSnapshotIdentifier: `before-release-${scene.random.below(9999)}`,
    },
    response: {
      dBSnapshotArn: arn(scene, 'rds', 'snapshot:before-release'),
      status: 'creating',
      encrypted: true,
    },
  }),
];
