import { describe, expect, it } from 'vitest';
import { passedRoleOf } from './passed-role.ts';

const role = 'arn:aws:iam::111122223333:role/App';

const passed = (
  eventSource: string,
  eventName: string,
  requestParameters: unknown,
  more: object = {},
) =>
  passedRoleOf({
    eventSource: `${eventSource}.amazonaws.com`,
    eventName,
    requestParameters,
    recipientAccountId: '111122223333',
    ...more,
  });

describe('the role that a call passes', () => {
  it.each([
    ['lambda', 'CreateFunction20150331', { role }, role],
    ['ecs', 'RegisterTaskDefinition', { executionRoleArn: role }, role],
    ['ecs', 'RunTask', { overrides: { taskRoleArn: role } }, role],
    ['codebuild', 'CreateProject', { serviceRole: role }, role],
    ['cloudformation', 'CreateStack', { roleARN: role }, role],
    ['events', 'PutTargets', { targets: [{ roleArn: role }] }, role],
    [
      'ec2',
      'RunInstances',
      { iamInstanceProfile: { name: 'web' } },
      'arn:aws:iam::111122223333:instance-profile/web',
    ],
    ['ec2', 'RunInstances', { iamInstanceProfile: { arn: 'arn:x' } }, 'arn:x'],
    ['autoscaling', 'CreateLaunchConfiguration', { iamInstanceProfile: 'arn:x' }, 'arn:x'],
    [
      'ec2',
      'AssociateIamInstanceProfile',
      {
        AssociateIamInstanceProfileRequest: {
          IamInstanceProfile: { Name: 'web' },
          InstanceId: 'i-1',
        },
      },
      'arn:aws:iam::111122223333:instance-profile/web',
    ],
    [
      'ec2',
      'CreateLaunchTemplate',
      {
        CreateLaunchTemplateRequest: {
          LaunchTemplateData: { IamInstanceProfile: { Arn: 'arn:x' } },
        },
      },
      'arn:x',
    ],
    ['lambda', 'CreateFunction20150331', { role: 'App' }, undefined],
    ['lambda', 'CreateFunction20150331', { principal: role }, undefined],
    ['lambda', 'CreateFunction20150331', { role: `arn:${'x'.repeat(3000)}:role/App` }, undefined],
    ['iam', 'AttachRolePolicy', { roleArn: role }, undefined],
    ['sts', 'AssumeRole', { roleArn: role }, undefined],
    ['ecs', 'DescribeTasks', { roleArn: role }, undefined],
    ['ec2', 'RunInstances', null, undefined],
    ['x', 'CreateX', { a: { b: { c: { d: { role } } } } }, undefined],
  ])('of %s %s %j is %s', (source, name, request, expected) => {
    expect(passed(source, name, request)).toBe(expected);
  });

  it('is not asked of calls that only read', () => {
    expect(passed('glue', 'StartThing', { role }, { readOnly: true })).toBeUndefined();
  });

  it('is not searched for without end', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`k${index}`, { role }]),
    );

    expect(passed('x', 'CreateX', wide)).toBeUndefined();
  });
});
