import { openingsOf } from '../network.ts';
import { type ActTable, either, fieldText, type ReadActs, say } from './act.ts';
import { clean, joined } from './words.ts';

/** A sentence for each set of ports that the call lets in. */
export function openings(kind: string, field: string): ReadActs {
  return (call) => {
    const object = fieldText(call, field);
    return openingsOf(call.record)
      .slice(0, 20)
      .map(({ ports, sources, world }) => {
        const from = joined(sources.map(clean));
        const principal = world ? `the world (${from})` : from || '(not named)';
        const what = `${portWords(ports)} of ${kind} ${object} to ${principal}`;
        return { verb: 'open', what, object, privilege: ports, principal };
      });
  };
}

function portWords(ports: string): string {
  if (ports === 'all') return 'all ports';
  if (ports === 'icmp') return 'ICMP';
  return ports.includes('-') ? `ports ${ports}` : `port ${ports}`;
}

const group = 'groupId|groupName|modifySecurityGroupRulesRequest.groupId';

export const networkActs: ActTable = {
  AuthorizeSecurityGroupIngress: either(
    openings('security group', group),
    say('open security group {groupId|groupName}'),
  ),
  AuthorizeSecurityGroupEgress: say('allow outgoing traffic of security group {groupId}'),
  RevokeSecurityGroupIngress: say('remove an inbound rule of security group {groupId|groupName}'),
  RevokeSecurityGroupEgress: say('remove an outbound rule of security group {groupId}'),
  ModifySecurityGroupRules: either(
    openings('security group', group),
    say('change rules of security group {modifySecurityGroupRulesRequest.groupId|groupId}'),
  ),
  CreateSecurityGroup: say('create security group {groupName} ({groupId})', { object: 'groupId' }),
  DeleteSecurityGroup: say('delete security group {groupId|groupName}'),
  CreateNetworkAclEntry: either(
    openings('network ACL', 'networkAclId'),
    say('add a rule to network ACL {networkAclId}'),
  ),
  ReplaceNetworkAclEntry: either(
    openings('network ACL', 'networkAclId'),
    say('replace a rule of network ACL {networkAclId}'),
  ),
  DeleteNetworkAclEntry: say('delete rule {ruleNumber} of network ACL {networkAclId}', {
    object: 'networkAclId',
  }),
  CreateNetworkAcl: say('create network ACL {networkAcl.networkAclId}'),
  DeleteNetworkAcl: say('delete network ACL {networkAclId}'),
  CreateRoute: say(
    'route {destinationCidrBlock|destinationIpv6CidrBlock} of route table {routeTableId} through {gatewayId|natGatewayId|transitGatewayId|vpcPeeringConnectionId|networkInterfaceId|instanceId}',
    { object: 'routeTableId' },
  ),
  ReplaceRoute: say(
    'reroute {destinationCidrBlock|destinationIpv6CidrBlock} of route table {routeTableId} through {gatewayId|natGatewayId|transitGatewayId|vpcPeeringConnectionId|networkInterfaceId|instanceId}',
    { object: 'routeTableId' },
  ),
  DeleteRoute: say('delete a route of route table {routeTableId}'),
  CreateInternetGateway: say('create internet gateway {internetGateway.internetGatewayId}'),
  AttachInternetGateway: say('connect VPC {vpcId} to the internet by {internetGatewayId}'),
  CreateVpcPeeringConnection: say(
    'ask to peer VPC {vpcId} with VPC {peerVpcId} of account {peerOwnerId}',
    { principal: 'peerOwnerId' },
  ),
  AcceptVpcPeeringConnection: say('accept VPC peering {vpcPeeringConnectionId}'),
  CreateFlowLogs: say('create flow logs of {createFlowLogsRequest.resourceId.content|resourceIds}'),
  DeleteFlowLogs: say('delete flow logs {deleteFlowLogsRequest.flowLogId.content|flowLogIds}'),
  AllocateAddress: say('allocate Elastic IP address {publicIp}'),
  AssociateAddress: say(
    'give instance {instanceId} the Elastic IP address {publicIp|allocationId}',
  ),
  CreateVpcEndpoint: say(
    'create a VPC endpoint for {createVpcEndpointRequest.serviceName|serviceName}',
  ),
  CreateTrafficMirrorSession: say(
    'mirror the traffic of network interface {networkInterfaceId|createTrafficMirrorSessionRequest.networkInterfaceId}',
  ),
};
