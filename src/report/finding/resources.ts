import type { Alert } from '#src/model/alert.ts';
import type { Finding } from '#src/model/finding.ts';

type Resource = Finding['Resources'][number];

/** ASFF allows 32. */
const mostResources = 32;
const longestId = 512;

/** ARN patterns and what ASFF calls such a thing; others are `Other`. */
const types: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^arn:[^:]*:iam::\d*:user\//, 'AwsIamUser'],
  [/^arn:[^:]*:iam::[^:]*:role\//, 'AwsIamRole'],
  [/^arn:[^:]*:iam::[^:]*:policy\//, 'AwsIamPolicy'],
  [/^arn:[^:]*:iam::[^:]*:group\//, 'AwsIamGroup'],
  [/^arn:[^:]*:s3:::[^/]+$/, 'AwsS3Bucket'],
  [/^arn:[^:]*:s3:::.+\//, 'AwsS3Object'],
  [/^arn:[^:]*:cloudtrail:[^:]*:\d*:trail\//, 'AwsCloudTrailTrail'],
  [/^arn:[^:]*:kms:[^:]*:\d*:key\//, 'AwsKmsKey'],
  [/^arn:[^:]*:lambda:[^:]*:\d*:function:/, 'AwsLambdaFunction'],
  [/^arn:[^:]*:secretsmanager:/, 'AwsSecretsManagerSecret'],
  [/^arn:[^:]*:rds:[^:]*:\d*:db:/, 'AwsRdsDbInstance'],
  [/^arn:[^:]*:dynamodb:[^:]*:\d*:table\//, 'AwsDynamoDbTable'],
  [/^arn:[^:]*:ec2:[^:]*:\d*:instance\/|^i-[0-9a-f]{8,17}$/, 'AwsEc2Instance'],
  [/^arn:[^:]*:ec2:[^:]*:\d*:security-group\/|^sg-[0-9a-f]{8,17}$/, 'AwsEc2SecurityGroup'],
  [/^vol-[0-9a-f]{8,17}$/, 'AwsEc2Volume'],
];

/** The actor's account and identity, then what was touched. At least one, as ASFF demands. */
export function resourcesOf(
  { actor, resources }: Alert,
  partition: string,
  account: string,
  region: string,
): Resource[] {
  const where = { Partition: partition, Region: region };
  const principal = actor.chain.at(-1)?.principal ?? actor.key;
  const named = [principal, ...resources].filter(
    (id) => id.trim() !== '' && id.length <= longestId,
  );
  return [
    { Type: 'AwsAccount', Id: `AWS::::Account:${account}`, ...where },
    ...[...new Set(named)].map((id) => ({ Type: typeOf(id), Id: id, ...where })),
  ].slice(0, mostResources);
}

function typeOf(id: string): string {
  return types.find(([pattern]) => pattern.test(id))?.[1] ?? 'Other';
}
