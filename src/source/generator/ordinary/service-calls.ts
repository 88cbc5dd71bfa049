import type { Json } from '../caller.ts';
import type { Call } from '../record.ts';
import { type MakeCall, reads } from './scene.ts';

/** A service at work under its service-linked role, and what it does. */
export interface ServiceHabit {
  readonly service: string;
  readonly role: string;
  readonly calls: readonly MakeCall[];
}

export const serviceHabits: readonly ServiceHabit[] = [
  {
    service: 'config.amazonaws.com',
    role: 'AWSServiceRoleForConfig',
    calls: [
      reads('ec2', 'DescribeSecurityGroups', () => ({ securityGroupSet: {}, filterSet: {} })),
      reads('ec2', 'DescribeVpcs', () => ({ vpcSet: {}, filterSet: {} })),
      reads('iam', 'ListUsers', () => ({ maxItems: 100 })),
      reads('s3', 'GetBucketAcl', ({ account, random }) => ({
        bucketName: random.pick(account.buckets),
        acl: '',
      })),
      reads('lambda', 'ListFunctions20150331', () => ({ maxItems: 50 })),
    ],
  },
  {
    service: 'autoscaling.amazonaws.com',
    role: 'AWSServiceRoleForAutoScaling',
    calls: [
      reads('ec2', 'DescribeInstanceStatus', ({ account, random }) => ({
        instancesSet: { items: [{ instanceId: random.pick(account.instances) }] },
      })),
      runInstances,
      ({ account, random }) => ({
        source: 'ec2',
        name: 'TerminateInstances',
        request: { instancesSet: { items: [{ instanceId: random.pick(account.instances) }] } },
        response: { requestId: random.uuid() },
      }),
    ],
  },
  {
    service: 'guardduty.amazonaws.com',
    role: 'AWSServiceRoleForAmazonGuardDuty',
    calls: [
      reads('ec2', 'DescribeInstances', () => ({ instancesSet: {}, filterSet: {} })),
      reads('ec2', 'DescribeVpcEndpoints', () => ({
        DescribeVpcEndpointsRequest: { MaxResults: 1000 },
      })),
    ],
  },
  {
    service: 'securityhub.amazonaws.com',
    role: 'AWSServiceRoleForSecurityHub',
    calls: [
      reads('cloudtrail', 'DescribeTrails', () => ({ includeShadowTrails: true })),
      reads('cloudtrail', 'GetTrailStatus', ({ account }) => ({
        name: `arn:aws:cloudtrail:us-east-1:${account.id}:trail/organization`,
      })),
      reads('iam', 'GetAccountPasswordPolicy'),
      reads('iam', 'GetAccountSummary'),
    ],
  },
];

function runInstances({
  random,
}: {
  readonly random: { uuid(): string; hex(n: number): string };
}): Call {
  const item: Json = { instanceId: `i-0${random.hex(16)}`, instanceType: 'm7g.large' };
  return {
    source: 'ec2',
    name: 'RunInstances',
    request: {
      instancesSet: { items: [{ minCount: 1, maxCount: 1 }] },
      launchTemplate: { launchTemplateName: 'web', version: '14' },
      instanceType: 'm7g.large',
    },
    response: { requestId: random.uuid(), instancesSet: { items: [item] } },
  };
}
