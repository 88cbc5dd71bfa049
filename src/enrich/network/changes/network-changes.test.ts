import { describe, expect, it } from 'vitest';
import { memoryHistory } from '#src/evaluate/memory-history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aRecord, prodAccount } from '../../../../test/builders.ts';
import { networkChangesOf } from './network-changes.ts';
import { networkReaders } from './readers.ts';

const settings = { ownAccounts: new Set([prodAccount, '444455556666']) };

const call = (eventName: string, requestParameters: unknown, fields = {}): RawRecord =>
  aRecord({ eventSource: 'ec2.amazonaws.com', eventName, requestParameters, ...fields });

const ssh = (cidrIp = '0.0.0.0/0') => ({
  groupId: 'sg-1',
  ipPermissions: {
    items: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp }] } }],
  },
});

const rule = (fields = {}) => ({
  networkAclId: 'acl-1',
  ruleNumber: 100,
  egress: false,
  ruleAction: 'allow',
  aclProtocol: '6',
  cidrBlock: '0.0.0.0/0',
  portRange: { from: 3389, to: 3389 },
  ...fields,
});

const route = { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0' };

async function changesOf(records: readonly RawRecord[], past: readonly RawRecord[] = []) {
  const { changes } = await networkChangesOf(
    records,
    settings,
    memoryHistory([...past, ...records]),
  );
  return changes;
}

describe('network changes', () => {
  it.each<[string, RawRecord, string, string, object]>([
    [
      'a port opened to the world',
      call('AuthorizeSecurityGroupIngress', ssh()),
      'sg-1 had no such rule',
      'sg-1 lets in traffic on port 22 from anywhere (0.0.0.0/0)',
      { kind: 'security-group', reach: 'more', world: true, sensitive: true },
    ],
    [
      'a port opened to a network',
      call('AuthorizeSecurityGroupIngress', ssh('10.0.0.0/8')),
      'sg-1 had no such rule',
      'sg-1 lets in traffic on port 22 from 10.0.0.0/8',
      { reach: 'more', world: false, sensitive: true },
    ],
    [
      'a way out',
      call('AuthorizeSecurityGroupEgress', ssh()),
      'sg-1 had no such rule',
      'sg-1 lets out traffic on port 22 to anywhere (0.0.0.0/0)',
      { reach: 'more', world: true, sensitive: false },
    ],
    [
      'a port shut',
      call('RevokeSecurityGroupIngress', ssh()),
      'sg-1 let in traffic on port 22 from anywhere (0.0.0.0/0)',
      'that rule of sg-1 is gone',
      { reach: 'less', world: false, sensitive: false },
    ],
    [
      'rules removed by their ids',
      call('RevokeSecurityGroupIngress', {
        groupId: 'sg-1',
        securityGroupRuleIds: { items: ['sgr-1'] },
      }),
      'rules sgr-1 of sg-1 allowed what the call does not say',
      'rules sgr-1 of sg-1 are gone',
      { reach: 'less' },
    ],
    [
      'a rule of a network ACL',
      call('CreateNetworkAclEntry', rule()),
      'there was no inbound rule 100 of acl-1',
      'traffic on port 3389 from anywhere (0.0.0.0/0) is allowed by inbound rule 100 of acl-1',
      { kind: 'network-acl', reach: 'more', world: true, sensitive: true },
    ],
    [
      'a rule that refuses',
      call('CreateNetworkAclEntry', rule({ ruleAction: 'deny' })),
      'there was no inbound rule 100 of acl-1',
      'traffic on port 3389 from anywhere (0.0.0.0/0) is refused by inbound rule 100 of acl-1',
      { reach: 'less', world: false, sensitive: false },
    ],
    [
      'a route to the internet',
      call('CreateRoute', { ...route, gatewayId: 'igw-1' }),
      'rtb-1 had no route of its own to the internet',
      'rtb-1 sends traffic to the internet through igw-1',
      { kind: 'route', reach: 'more', world: true },
    ],
    [
      'a peering with a stranger',
      call('CreateVpcPeeringConnection', {
        vpcId: 'vpc-1',
        peerVpcId: 'vpc-2',
        peerOwnerId: '999988887777',
      }),
      'vpc-1 and vpc-2 were not asked to be connected by this peering',
      'vpc-1 will be connected with vpc-2 of account 999988887777, which is not in the organisation once that side accepts and both set routes',
      { kind: 'peering', reach: 'more', world: false },
    ],
    [
      'an internet gateway',
      call('AttachInternetGateway', { internetGatewayId: 'igw-1', vpcId: 'vpc-1' }),
      'vpc-1 had no way to the internet through this gateway',
      'vpc-1 has a way to and from the internet through igw-1, for subnets that are routed to it',
      { kind: 'gateway', world: true },
    ],
    [
      'flow logs deleted',
      call('DeleteFlowLogs', { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-1' } } }),
      'traffic was recorded by fl-1',
      'fl-1 records nothing: traffic from now on leaves no trace there',
      { kind: 'flow-logs', resource: 'fl-1', reach: 'more' },
    ],
    [
      'an endpoint',
      call('CreateVpcEndpoint', {
        CreateVpcEndpointRequest: { VpcId: 'vpc-1', ServiceName: 'com.amazonaws.eu-west-1.s3' },
      }),
      'vpc-1 had no such private way to com.amazonaws.eu-west-1.s3',
      'vpc-1 reaches com.amazonaws.eu-west-1.s3 without passing the internet, under the endpoint’s own policy',
      { kind: 'endpoint' },
    ],
    [
      'public addresses for new machines',
      call('ModifySubnetAttribute', { subnetId: 'subnet-1', mapPublicIpOnLaunch: { value: true } }),
      'new machines of subnet-1 got no public address, as far as this call changed it',
      'new machines of subnet-1 get a public address',
      { kind: 'public-address', world: true },
    ],
  ])('tell before and after of %s', async (_, record, before, after, rest) => {
    expect(await changesOf([record])).toMatchObject([{ before, after, tried: false, ...rest }]);
  });

  it('take what was there before from the last call that set it', async () => {
    const past = [
      call('CreateRoute', { ...route, gatewayId: 'nat-1' }, { eventTime: '2026-02-20T08:00:00Z' }),
      call(
        'ReplaceRoute',
        { ...route, natGatewayId: 'nat-2' },
        { eventTime: '2026-02-21T08:00:00Z' },
      ),
      call(
        'ReplaceRoute',
        { ...route, natGatewayId: 'nat-3' },
        { eventTime: '2026-02-22T08:00:00Z', errorCode: 'Client.UnauthorizedOperation' },
      ),
    ];

    const [change] = await changesOf(
      [call('ReplaceRoute', { ...route, gatewayId: 'igw-1' })],
      past,
    );

    expect(change?.before).toBe('rtb-1 sends traffic to 0.0.0.0/0 through nat-2');
    expect(change?.beforeEventId).toBe(past[1]?.['eventID']);
  });

  it('take it from an earlier call of the same alert', async () => {
    const records = [
      call('CreateNetworkAclEntry', rule({ ruleAction: 'deny' }), {
        eventTime: '2026-03-03T12:00:00Z',
      }),
      call('ReplaceNetworkAclEntry', rule(), { eventTime: '2026-03-03T12:01:00Z' }),
    ];

    expect((await changesOf(records))[1]?.before).toContain('is refused by inbound rule 100');
  });

  it('say when nothing tells what was there before', async () => {
    const [change] = await changesOf([call('DeleteRoute', route)]);

    expect(change?.before).toBe('not known: no earlier call of the last 30 days shows it');
    expect(change?.beforeEventId).toBeUndefined();
  });

  it('tell a call that failed as a try that changed nothing', async () => {
    const record = call('AuthorizeSecurityGroupIngress', ssh(), { errorCode: 'AccessDenied' });

    expect(await changesOf([record])).toMatchObject([{ tried: true, reach: 'neither' }]);
  });

  it('are at most 20', async () => {
    const records = Array.from({ length: 30 }, () => call('AuthorizeSecurityGroupIngress', ssh()));

    const found = await networkChangesOf(records, settings, memoryHistory(records));

    expect(found.changes).toHaveLength(20);
    expect(found.more).toBe(true);
  });

  it.each([...networkReaders.keys()])('survive any request of %s', async (eventName) => {
    const requests = [
      undefined,
      null,
      7,
      'text',
      [],
      {},
      { groupId: {}, ipPermissions: { items: 4 } },
    ];

    const changes = await changesOf(requests.map((request) => call(eventName, request)));

    for (const { after } of changes) expect(after).not.toContain('undefined');
  });
});
