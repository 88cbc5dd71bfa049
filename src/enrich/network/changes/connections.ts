import { isAccountId } from '#src/normalize/actor/arn.ts';
import type { NetworkChange } from '../schema.ts';
import { field, isTrue, type NetworkCall, type NetworkEffect, orUnnamed } from './effect.ts';

interface Words {
  /** Fields of request or response; the first that is there names the thing. */
  readonly resource: readonly string[];
  readonly before: (resource: string, call: NetworkCall) => string;
  readonly after: (resource: string, call: NetworkCall) => string;
  readonly reach?: NetworkChange['reach'];
  readonly world?: boolean;
}

/** Calls that make, open or end one connection. */
export function connection(kind: NetworkChange['kind'], words: Words) {
  return (call: NetworkCall): readonly NetworkEffect[] => {
    const { request, response } = call;
    const resource = field(request, ...words.resource) || field(response, ...words.resource);
    const shown = orUnnamed(resource);
    return [
      {
        kind,
        resource,
        slot: resource,
        before: words.before(shown, call),
        after: words.after(shown, call),
        reach: words.reach ?? 'more',
        world: words.world ?? false,
        sensitive: false,
      },
    ];
  };
}

const at = (call: NetworkCall, ...paths: readonly string[]) =>
  orUnnamed(field(call.request, ...paths) || field(call.response, ...paths));

export const internetGatewayAttached = connection('gateway', {
  resource: ['internetGatewayId'],
  before: (_, call) => `${at(call, 'vpcId')} had no way to the internet through this gateway`,
  after: (gateway, call) =>
    `${at(call, 'vpcId')} has a way to and from the internet through ${gateway}, for subnets that are routed to it`,
  world: true,
});

export const internetGatewayDetached = connection('gateway', {
  resource: ['internetGatewayId'],
  before: (gateway, call) => `${at(call, 'vpcId')} had a way to the internet through ${gateway}`,
  after: (_, call) => `${at(call, 'vpcId')} has no way to the internet through it`,
  reach: 'less',
});

export const natGatewayCreated = connection('gateway', {
  resource: ['natGateway.natGatewayId', 'subnetId'],
  before: (_, call) => `${at(call, 'subnetId')} had no such NAT gateway`,
  after: (gateway, call) =>
    `machines whose subnets are routed to ${gateway} in ${at(call, 'subnetId')} can call out to the internet`,
});

export const transitAttached = connection('gateway', {
  resource: ['transitGatewayId', 'transitGatewayAttachmentId'],
  before: (gateway, call) =>
    `${at(call, 'vpcId', 'transitGatewayAttachmentId')} was not attached to ${gateway}`,
  after: (gateway, call) =>
    `${at(call, 'vpcId', 'transitGatewayAttachmentId')} can be connected through ${gateway} to the networks on it`,
});

export const peeringAsked = connection('peering', {
  resource: ['vpcPeeringConnection.vpcPeeringConnectionId', 'vpcId'],
  before: (_, call) =>
    `${at(call, 'vpcId')} and ${at(call, 'peerVpcId')} were not asked to be connected by this peering`,
  after: (_, call) =>
    `${at(call, 'vpcId')} will be connected with ${at(call, 'peerVpcId')} of ${owner(call, field(call.request, 'peerOwnerId'))} once that side accepts and both set routes`,
});

export const peeringAccepted = connection('peering', {
  resource: ['vpcPeeringConnectionId'],
  before: (peering) => `${peering} was only asked for`,
  after: (peering, call) => {
    const from = 'vpcPeeringConnection.requesterVpcInfo';
    const vpc = at(call, `${from}.vpcId`);
    const whose = owner(call, field(call.response, `${from}.ownerId`));
    return `${vpc} of ${whose} is connected with ${at(call, 'vpcPeeringConnection.accepterVpcInfo.vpcId')} by ${peering}, for subnets with routes to it`;
  },
});

export const peeringDeleted = connection('peering', {
  resource: ['vpcPeeringConnectionId'],
  before: (peering) => `two networks were connected by ${peering}`,
  after: (peering) => `${peering} connects nothing any more`,
  reach: 'less',
});

export const vpnConnected = connection('vpn', {
  resource: [
    'vpnConnection.vpnConnectionId',
    'vpnConnectionId',
    'vpnGatewayId',
    'customerGatewayId',
  ],
  before: (_, call) => `there was no such tunnel to ${at(call, 'customerGatewayId', 'vpcId')}`,
  after: (vpn, call) =>
    `${at(call, 'customerGatewayId', 'vpcId')} can reach the networks behind ${at(call, 'vpnGatewayId', 'transitGatewayId')} through ${vpn}`,
});

export const clientVpnOpened = connection('vpn', {
  resource: ['clientVpnEndpointId'],
  before: (vpn, call) =>
    `this rule did not let users of ${vpn} reach ${at(call, 'targetNetworkCidr')}`,
  after: (vpn, call) => {
    const whom = isTrue(call.request['AuthorizeAllGroups'] ?? call.request['authorizeAllGroups']);
    const group = whom ? 'every user' : `users of group ${at(call, 'accessGroupId')}`;
    return `${group} of ${vpn} can reach ${at(call, 'targetNetworkCidr')}`;
  },
});

export const endpointCreated = connection('endpoint', {
  resource: ['vpcEndpoint.vpcEndpointId', 'vpcId'],
  before: (_, call) => `${at(call, 'vpcId')} had no such private way to ${at(call, 'serviceName')}`,
  after: (_, call) =>
    `${at(call, 'vpcId')} reaches ${at(call, 'serviceName')} without passing the internet, under the endpoint’s own policy`,
});

export const endpointServiceOpened = connection('endpoint', {
  resource: ['serviceId'],
  before: (service) => `these principals could not connect to endpoint service ${service}`,
  after: (service, call) =>
    `${at(call, 'addAllowedPrincipals')} can connect to endpoint service ${service}`,
});

export const addressAssociated = connection('public-address', {
  resource: ['instanceId', 'networkInterfaceId', 'publicIp', 'allocationId'],
  before: (machine) => `${machine} did not have this public address`,
  after: (machine, call) =>
    `${machine} can be reached at ${at(call, 'publicIp', 'allocationId')} from the internet where its security groups let it`,
  world: true,
});

/** Says something only where the call sets the attribute. */
export const publicOnLaunch = (call: NetworkCall): readonly NetworkEffect[] => {
  const set = call.request['mapPublicIpOnLaunch'];
  if (set === undefined) return [];
  const isOn = isTrue(set);
  const told = connection('public-address', {
    resource: ['subnetId'],
    before: (subnet) =>
      `new machines of ${subnet} got ${isOn ? 'no public address' : 'a public address'}, as far as this call changed it`,
    after: (subnet) =>
      `new machines of ${subnet} get ${isOn ? 'a public address' : 'no public address'}`,
    reach: isOn ? 'more' : 'less',
    world: isOn,
  });
  return told(call);
};

function owner({ account, settings }: NetworkCall, id: string): string {
  if (id === '' || id === account) return 'the same account';
  if (!isAccountId(id)) return `account ${id}`;
  const isOurs = settings.ownAccounts.has(id);
  return isOurs ? `account ${id}` : `account ${id}, which is not in the organisation`;
}
