import { describe, expect, it } from 'vitest';
import { isSensitive, isWorld, openingsOf } from './network.ts';

const open = (eventName: string, requestParameters: unknown) =>
  openingsOf({ eventName, requestParameters }).map(({ ports, sources, world }) => [
    ports,
    sources,
    world,
  ]);

const permission = (more: object): object => ({
  ipProtocol: 'tcp',
  fromPort: 22,
  toPort: 22,
  ...more,
});

describe('what a security group lets in', () => {
  it.each([
    [
      'permissions in items',
      {
        groupId: 'sg-1',
        ipPermissions: { items: [permission({ ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } })] },
      },
      [['22', ['0.0.0.0/0'], true]],
    ],
    [
      'a flat request',
      permission({ groupId: 'sg-1', cidrIp: '0.0.0.0/0', toPort: 80 }),
      [['22-80', ['0.0.0.0/0'], true]],
    ],
    [
      'IPv6',
      { ipPermissions: { items: [permission({ ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } })] } },
      [['22', ['::/0'], true]],
    ],
    [
      'a prefix list and a group',
      {
        ipPermissions: {
          items: [
            permission({
              prefixListIds: { items: [{ prefixListId: 'pl-1' }] },
              groups: { items: [{ groupId: 'sg-2' }] },
            }),
          ],
        },
      },
      [['22', ['pl-1', 'sg-2'], false]],
    ],
    [
      'an own network',
      {
        ipPermissions: { items: [permission({ ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] } })] },
      },
      [['22', ['10.0.0.0/8'], false]],
    ],
    [
      'all protocols',
      {
        ipPermissions: {
          items: [{ ipProtocol: '-1', ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }],
        },
      },
      [['all', ['0.0.0.0/0'], true]],
    ],
    [
      'all ports',
      permission({ fromPort: 0, toPort: 65535, cidrIp: '0.0.0.0/0' }),
      [['all', ['0.0.0.0/0'], true]],
    ],
    ['no ports', { ipProtocol: 'tcp', cidrIp: '0.0.0.0/0' }, [['all', ['0.0.0.0/0'], true]]],
    [
      'a port as text',
      permission({ fromPort: '443', toPort: '443', cidrIp: '0.0.0.0/0' }),
      [['443', ['0.0.0.0/0'], true]],
    ],
    [
      'no upper port',
      { ipProtocol: 'tcp', fromPort: 443, cidrIp: '0.0.0.0/0' },
      [['443', ['0.0.0.0/0'], true]],
    ],
    [
      'ICMP',
      { ipProtocol: 'icmp', fromPort: -1, toPort: -1, cidrIp: '0.0.0.0/0' },
      [['icmp', ['0.0.0.0/0'], true]],
    ],
    ['nothing that can be read', { ipPermissions: 'x' }, [['all', [], false]]],
    ['nothing', null, []],
  ])('from %s', (_, request, expected) => {
    expect(open('AuthorizeSecurityGroupIngress', request)).toEqual(expected);
  });

  it.each([
    [
      {
        ModifySecurityGroupRulesRequest: {
          GroupId: 'sg-1',
          SecurityGroupRule: {
            SecurityGroupRuleId: 'sgr-1',
            SecurityGroupRule: {
              CidrIpv4: '0.0.0.0/0',
              FromPort: 3389,
              ToPort: 3389,
              IpProtocol: 'tcp',
            },
          },
        },
      },
      [['3389', ['0.0.0.0/0'], true]],
    ],
    [
      {
        securityGroupRules: [{ cidrIpv6: '2000::/3', fromPort: 22, toPort: 22, ipProtocol: 'tcp' }],
      },
      [['22', ['2000::/3'], true]],
    ],
  ])('by changed rules', (request, expected) => {
    expect(open('ModifySecurityGroupRules', request)).toEqual(expected);
  });
});

describe('what other calls let in', () => {
  it.each([
    [
      'CreateNetworkAclEntry',
      {
        ruleAction: 'allow',
        egress: false,
        aclProtocol: '6',
        cidrBlock: '0.0.0.0/0',
        portRange: { from: 22, to: 22 },
      },
      [['22', ['0.0.0.0/0'], true]],
    ],
    [
      'ReplaceNetworkAclEntry',
      { ruleAction: 'allow', aclProtocol: '-1', ipv6CidrBlock: '::/0' },
      [['all', ['::/0'], true]],
    ],
    ['CreateNetworkAclEntry', { ruleAction: 'deny', egress: false, cidrBlock: '0.0.0.0/0' }, []],
    ['CreateNetworkAclEntry', { ruleAction: 'allow', egress: true, cidrBlock: '0.0.0.0/0' }, []],
    ['CreateNetworkAclEntry', { ruleAction: 'allow', egress: 'true', cidrBlock: '0.0.0.0/0' }, []],
    [
      'OpenInstancePublicPorts',
      { portInfo: { protocol: 'tcp', fromPort: 22, toPort: 22 } },
      [['22', ['0.0.0.0/0'], true]],
    ],
    [
      'PutInstancePublicPorts',
      { portInfos: [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidrs: ['192.0.2.0/24'] }] },
      [['22', ['192.0.2.0/24'], false]],
    ],
    [
      'UpdateClusterConfig',
      { resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] } },
      [['443', ['0.0.0.0/0'], true]],
    ],
    [
      'CreateCluster',
      { resourcesVpcConfig: { endpointPublicAccess: true } },
      [['443', ['0.0.0.0/0'], true]],
    ],
    ['CreateCluster', { resourcesVpcConfig: {} }, []],
    [
      'AuthorizeClusterSecurityGroupIngress',
      { clusterSecurityGroupName: 'g', cIDRIP: '0.0.0.0/0' },
      [['all', ['0.0.0.0/0'], true]],
    ],
    ['RevokeSecurityGroupIngress', permission({ cidrIp: '0.0.0.0/0' }), []],
  ])('%s', (eventName, request, expected) => {
    expect(open(eventName, request)).toEqual(expected);
  });
});

describe('the world', () => {
  it.each([
    ['0.0.0.0/0', true],
    ['::/0', true],
    ['128.0.0.0/1', true],
    ['10.0.0.0/8', false],
    ['198.51.100.7/32', false],
    ['198.51.100.7', false],
    ['x/', false],
    ['pl-1', false],
  ])('is %s: %s', (cidr, expected) => {
    expect(isWorld(cidr)).toBe(expected);
  });

  it.each([
    [22, 22, true],
    [20, 25, true],
    [443, 443, false],
    [8000, 9300, true],
  ])('must not see ports %d to %d: %s', (from, to, expected) => {
    expect(isSensitive({ ports: `${from}-${to}`, from, to, sources: [], world: true })).toBe(
      expected,
    );
  });
});
