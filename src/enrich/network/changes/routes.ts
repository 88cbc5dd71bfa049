import { isWorld } from '#src/normalize/derived/network.ts';
import { field, type NetworkCall, type NetworkEffect, orUnnamed } from './effect.ts';

const targets = [
  'gatewayId',
  'natGatewayId',
  'transitGatewayId',
  'vpcPeeringConnectionId',
  'networkInterfaceId',
  'instanceId',
  'egressOnlyInternetGatewayId',
  'carrierGatewayId',
  'localGatewayId',
  'coreNetworkArn',
  'vpcEndpointId',
] as const;

/** Creating a route fails where the table has one to the same destination; replacing fails where it has none. */
export const routeSet = (call: NetworkCall): readonly NetworkEffect[] => {
  const { resource, slot, destination } = routeOf(call);
  const target = field(call.request, ...targets);
  const isOut = target.startsWith('igw-') || target.startsWith('eigw-');
  const world = isWorld(destination) && isOut;
  const where = world ? 'the internet' : orUnnamed(destination);
  const created = `${orUnnamed(resource)} had no route of its own to ${where}`;
  return [
    {
      kind: 'route',
      resource,
      slot,
      ...(call.name === 'CreateRoute' ? { before: created } : {}),
      after: `${orUnnamed(resource)} sends traffic to ${where} through ${orUnnamed(target)}`,
      reach: 'more',
      world,
      sensitive: false,
    },
  ];
};

export const routeDeleted = (call: NetworkCall): readonly NetworkEffect[] => {
  const { resource, slot, destination } = routeOf(call);
  const after = `${orUnnamed(resource)} has no route of its own to ${orUnnamed(destination)}`;
  return [{ kind: 'route', resource, slot, after, reach: 'less', world: false, sensitive: false }];
};

export const routeTableReplaced = ({ request }: NetworkCall): readonly NetworkEffect[] => {
  const resource = field(request, 'routeTableId');
  const subnet = field(request, 'subnetId', 'associationId', 'gatewayId');
  const after = `${orUnnamed(subnet)} follows the routes of ${orUnnamed(resource)}`;
  const quiet = { reach: 'neither', world: false, sensitive: false } as const;
  return [{ kind: 'route', resource, slot: `table of ${subnet}`, after, ...quiet }];
};

function routeOf({ request }: NetworkCall) {
  const resource = field(request, 'routeTableId');
  const destination = field(
    request,
    'destinationCidrBlock',
    'destinationIpv6CidrBlock',
    'destinationPrefixListId',
  );
  return { resource, destination, slot: `${resource} ${destination}` };
}
