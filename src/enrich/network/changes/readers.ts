import {
  addressAssociated,
  clientVpnOpened,
  endpointCreated,
  endpointServiceOpened,
  internetGatewayAttached,
  internetGatewayDetached,
  natGatewayCreated,
  peeringAccepted,
  peeringAsked,
  peeringDeleted,
  publicOnLaunch,
  transitAttached,
  vpnConnected,
} from './connections.ts';
import type { ReadEffects } from './effect.ts';
import {
  aclEntry,
  aclEntryDeleted,
  aclReplaced,
  addedRules,
  guardedBy,
  modifiedRules,
  removedRules,
} from './firewall-rules.ts';
import { routeDeleted, routeSet, routeTableReplaced } from './routes.ts';
import { firewallDeleted, flowLogsCreated, flowLogsDeleted, mirrorCreated } from './visibility.ts';

/** Calls that change what a network lets through, by name. Names of EC2, Network Firewall and the DNS firewall differ. */
export const networkReaders: ReadonlyMap<string, ReadEffects> = new Map([
  ['AuthorizeSecurityGroupIngress', addedRules('in')],
  ['AuthorizeSecurityGroupEgress', addedRules('out')],
  ['RevokeSecurityGroupIngress', removedRules('in')],
  ['RevokeSecurityGroupEgress', removedRules('out')],
  ['ModifySecurityGroupRules', modifiedRules],
  ['ModifyInstanceAttribute', guardedBy('instanceId')],
  ['ModifyNetworkInterfaceAttribute', guardedBy('networkInterfaceId')],
  ['CreateNetworkAclEntry', aclEntry],
  ['ReplaceNetworkAclEntry', aclEntry],
  ['DeleteNetworkAclEntry', aclEntryDeleted],
  ['ReplaceNetworkAclAssociation', aclReplaced],
  ['CreateRoute', routeSet],
  ['ReplaceRoute', routeSet],
  ['DeleteRoute', routeDeleted],
  ['AssociateRouteTable', routeTableReplaced],
  ['ReplaceRouteTableAssociation', routeTableReplaced],
  ['AttachInternetGateway', internetGatewayAttached],
  ['DetachInternetGateway', internetGatewayDetached],
  ['CreateNatGateway', natGatewayCreated],
  ['CreateTransitGatewayVpcAttachment', transitAttached],
  ['AcceptTransitGatewayVpcAttachment', transitAttached],
  ['AcceptTransitGatewayPeeringAttachment', transitAttached],
  ['CreateVpcPeeringConnection', peeringAsked],
  ['AcceptVpcPeeringConnection', peeringAccepted],
  ['DeleteVpcPeeringConnection', peeringDeleted],
  ['CreateVpnConnection', vpnConnected],
  ['AttachVpnGateway', vpnConnected],
  ['AuthorizeClientVpnIngress', clientVpnOpened],
  ['CreateVpcEndpoint', endpointCreated],
  ['ModifyVpcEndpointServicePermissions', endpointServiceOpened],
  ['AssociateAddress', addressAssociated],
  ['ModifySubnetAttribute', publicOnLaunch],
  ['CreateFlowLogs', flowLogsCreated],
  ['DeleteFlowLogs', flowLogsDeleted],
  ['CreateTrafficMirrorSession', mirrorCreated],
  ['DeleteFirewall', firewallDeleted],
  ['DisassociateFirewallRuleGroup', firewallDeleted],
]);

export const networkSources: ReadonlySet<string> = new Set([
  'ec2.amazonaws.com',
  'network-firewall.amazonaws.com',
  'route53resolver.amazonaws.com',
]);
