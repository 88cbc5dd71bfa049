import { describe, expect, it } from 'vitest';
import { resourceClassOf } from './resource-class.ts';

describe('resource class', () => {
  it.each([
    ['iam', 'CreateUser', 'iam:user'],
    ['iam', 'AttachUserPolicy', 'iam:user'],
    ['iam', 'CreateAccessKey', 'iam:user'],
    ['iam', 'DeactivateMFADevice', 'iam:user'],
    ['iam', 'UpdateAssumeRolePolicy', 'iam:role'],
    ['iam', 'PutRolePolicy', 'iam:role'],
    ['iam', 'CreatePolicyVersion', 'iam:policy'],
    ['iam', 'AddUserToGroup', 'iam:group'],
    ['iam', 'CreateOpenIDConnectProvider', 'iam:identity-provider'],
    ['iam', 'AddRoleToInstanceProfile', 'iam:instance-profile'],
    ['iam', 'UpdateAccountPasswordPolicy', 'iam:policy'],
    ['sts', 'AssumeRole', 'iam:role'],
    ['sts', 'GetCallerIdentity', 'sts:identity'],
    ['signin', 'ConsoleLogin', 'signin:console'],
    ['s3', 'PutBucketPolicy', 's3:bucket'],
    ['s3', 'DeleteBucketPublicAccessBlock', 's3:bucket'],
    ['s3', 'PutObjectAcl', 's3:object'],
    ['ec2', 'AuthorizeSecurityGroupIngress', 'ec2:security-group'],
    ['ec2', 'ModifySnapshotAttribute', 'ec2:snapshot'],
    ['ec2', 'ModifyImageAttribute', 'ec2:image'],
    ['ec2', 'RunInstances', 'ec2:instance'],
    ['ec2', 'CreateRoute', 'ec2:route-table'],
    ['ec2', 'DeleteFlowLogs', 'ec2:flow-log'],
    ['rds', 'ModifyDBSnapshotAttribute', 'rds:snapshot'],
    ['rds', 'ModifyDBInstance', 'rds:instance'],
    ['lambda', 'UpdateFunctionCode20150331v2', 'lambda:function'],
    ['lambda', 'AddPermission20150331v2', 'lambda:function'],
    ['kms', 'ScheduleKeyDeletion', 'kms:key'],
    ['secretsmanager', 'GetSecretValue', 'secretsmanager:secret'],
    ['secretsmanager', 'BatchGetSecretValue', 'secretsmanager:secret'],
    ['guardduty', 'DeleteDetector', 'guardduty:detector'],
    ['cloudtrail', 'StopLogging', 'cloudtrail:trail'],
    ['config', 'DeleteConfigRule', 'config:rule'],
    ['config', 'StopConfigurationRecorder', 'config:recorder'],
    ['monitoring', 'DeleteAlarms', 'cloudwatch:alarm'],
    ['bedrock', 'PutFoundationModelEntitlement', 'bedrock:model'],
    ['route53', 'ListHostedZonesByName', 'route53:hosted-zone'],
    ['ecr', 'SetRepositoryPolicy', 'ecr:repository'],
    ['dynamodb', 'ListBackups', 'dynamodb:backup'],
    ['logs', 'DescribeQueries', 'logs:query'],
    ['sso', 'AttachManagedPolicyToPermissionSet', 'sso:permission-set'],
    ['iot', 'Connect', 'iot:connect'],
    ['athena', 'ListWorkGroups', 'athena:work-group'],
  ])('of %s %s is %s', (service, eventName, expected) => {
    const record = { eventSource: `${service}.amazonaws.com`, eventName };

    expect(resourceClassOf(record)).toBe(expected);
    expect(resourceClassOf(record)).toBe(expected);
  });

  it.each([
    [{}, 'unknown:unknown'],
    [{ eventSource: 'custom', eventName: 7 }, 'custom:unknown'],
    [{ eventSource: 'x.amazonaws.com', eventName: '__proto__' }, 'x:__proto__'],
  ])('of the odd record %j is %s', (record, expected) => {
    expect(resourceClassOf(record)).toBe(expected);
  });

  it('stays right when an attacker invents more names than are remembered', () => {
    for (let index = 0; index < 20_100; index += 1) {
      resourceClassOf({ eventSource: `s${index}`, eventName: 'GetThing' });
    }

    expect(resourceClassOf({ eventSource: 'last', eventName: 'GetThings' })).toBe('last:thing');
  });
});
