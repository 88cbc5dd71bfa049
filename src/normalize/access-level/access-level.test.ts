import { describe, expect, it } from 'vitest';
import { accessLevelOf, accessLevelOfAction, isReading } from './access-level.ts';

describe('access level', () => {
  it.each([
    ['ec2.amazonaws.com', 'DescribeInstances', 'List'],
    ['s3.amazonaws.com', 'GetObject', 'Read'],
    ['s3.amazonaws.com', 'HeadObject', 'Read'],
    ['s3.amazonaws.com', 'PutBucketPolicy', 'Permissions management'],
    ['s3.amazonaws.com', 'PutPublicAccessBlock', 'Permissions management'],
    ['iam.amazonaws.com', 'AttachUserPolicy', 'Permissions management'],
    ['iam.amazonaws.com', 'TagUser', 'Tagging'],
    ['iam.amazonaws.com', 'GenerateCredentialReport', 'Read'],
    ['ec2.amazonaws.com', 'ModifySnapshotAttribute', 'Permissions management'],
    ['lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', 'Write'],
    ['lambda.amazonaws.com', 'AddPermission20150331v2', 'Permissions management'],
    ['monitoring.amazonaws.com', 'PutMetricAlarm', 'Write'],
    ['apigateway.amazonaws.com', 'CreateRestApi', 'Write'],
  ])('of %s %s is %s', (eventSource, eventName, level) => {
    expect(accessLevelOf(eventSource, eventName)).toBe(level);
    expect(accessLevelOfAction(`${eventSource}:${eventName}`)).toBe(level);
  });

  it.each([
    ['signin.amazonaws.com', 'ConsoleLogin'],
    ['no-such-service.amazonaws.com', 'GetThing'],
    ['', ''],
    ['__proto__', 'constructor'],
  ])('of %s %s is unknown', (eventSource, eventName) => {
    expect(accessLevelOf(eventSource, eventName)).toBeUndefined();
  });

  it.each([
    ['List', true],
    ['Read', true],
    ['Tagging', false],
    ['Write', false],
    ['Permissions management', false],
    [undefined, undefined],
  ] as const)('%s reads only: %s', (level, reads) => {
    expect(isReading(level)).toBe(reads);
  });
});
