import { bag, list, pick, pickText, text, texts } from '#src/normalize/untyped.ts';
import { scaled } from './instance-price.ts';
import { unitPrices } from './prices.ts';
import { at, type Call, count, machines, numberIn, type Priced, type Read } from './reading.ts';

const hoursInMonth = 730;

/** Machines that started say what they are; those that did not are as many as were asked for. */
const runInstances: Read = ({ request, response }) => {
  const started = list(pick(response, 'instancesSet')).map(bag);
  const [asked = {}] = list(pick(request, 'instancesSet')).map(bag);
  const type = pickText(request, 'instanceType') || pickText(started[0] ?? {}, 'instanceType');
  const low = numberIn(asked, 'minCount') ?? numberIn(request, 'minCount') ?? 1;
  const high = numberIn(asked, 'maxCount') ?? numberIn(request, 'maxCount') ?? low;
  const howMany = started.length > 0 ? count(started.length) : count(low, high);
  const isWindows = started.some((each) => pickText(each, 'platform').toLowerCase() === 'windows');
  const isSpot = pickText(at(request, 'instanceMarketOptions'), 'marketType') === 'spot';
  return [asRun(machines(type, howMany), isWindows, isSpot)];
};

function asRun(priced: Priced, isWindows: boolean, isSpot: boolean): Priced {
  const { each } = priced;
  if (each === undefined) return priced;
  if (isSpot)
    return {
      ...priced,
      each: { low: each.low * 0.1, high: each.high },
      assumptions: ['spot machines cost a tenth of the list price at least, and all of it at most'],
    };
  if (isWindows)
    return {
      ...priced,
      each: { low: each.low * 1.2, high: each.high * 2 },
      assumptions: ['Windows adds its licence'],
    };
  return { ...priced, assumptions: ['Linux, paid by the hour, without reservations'] };
}

/** A fleet may be of any of several types, and as large as its target. */
const fleet: Read = ({ request }) => {
  const config = at(request, 'spotFleetRequestConfig');
  const inner = at(request, 'createFleetRequest');
  const from = [config, inner, request].find((each) => Object.keys(each).length > 0) ?? request;
  const target = numberIn(at(from, 'targetCapacitySpecification'), 'totalTargetCapacity');
  const size = target ?? numberIn(from, 'targetCapacity', 'instanceCount') ?? 1;
  const types = [...new Set(typesIn(from, 0))].slice(0, 8);
  if (types.length === 0) return [machines('', count(size))];
  const each = types.map((type) => machines(type, count(size)));
  const known = each.filter((priced) => priced.each !== undefined);
  const prices = known.flatMap((priced) => priced.each ?? []);
  return [
    {
      what: types.join(' or '),
      count: count(size),
      each:
        prices.length === 0
          ? undefined
          : {
              low: 0.1 * Math.min(...prices.map(({ low }) => low)),
              high: Math.max(...prices.map(({ high }) => high)),
            },
      assumptions: ['a fleet may take spot machines, at a tenth of the price, or none'],
    },
  ];
};

function typesIn(from: unknown, depth: number): readonly string[] {
  if (typeof from !== 'object' || from === null || depth > 5) return [];
  return Object.entries(from)
    .slice(0, 100)
    .flatMap(([key, value]) => {
      const isType = key.toLowerCase() === 'instancetype' && typeof value === 'string';
      return isType ? [value] : typesIn(value, depth + 1);
    });
}

const oneOfType: Read = ({ request, response }) => {
  const asked = pick(request, 'instanceType');
  const type = typeof asked === 'string' ? asked : text(bag(asked)['value']);
  const howMany = numberIn(request, 'instanceCount', 'quantity') ?? 1;
  const named = type || pickText(at(response, 'capacityReservation'), 'instanceType');
  return named === '' ? [] : [machines(named, count(howMany))];
};

const started: Read = ({ request }) => {
  const instances = list(pick(request, 'instancesSet', 'instanceIds'));
  return [machines('', count(Math.max(1, instances.length)))];
};

/** The group says how many; the template that it names says what, in another call. */
const scalingGroup: Read = ({ request }) => {
  const low = numberIn(request, 'desiredCapacity', 'minSize');
  const high = numberIn(request, 'maxSize') ?? low;
  if (low === undefined && high === undefined) return [];
  const howMany = count(low ?? 0, high ?? low);
  const [type = ''] = typesIn(request, 0);
  return [machines(type, howMany)];
};

const nodeGroup: Read = ({ request }) => {
  const scaling = at(request, 'scalingConfig');
  const low = numberIn(scaling, 'desiredSize', 'minSize') ?? 1;
  const [type = 't3.medium'] = texts(pick(request, 'instanceTypes'));
  return [machines(type, count(low, numberIn(scaling, 'maxSize') ?? low))];
};

const jobFlow: Read = ({ request }) => {
  const instances = at(request, 'instances');
  const groups = list(pick(instances, 'instanceGroups')).map(bag);
  if (groups.length > 0)
    return groups.map((group) =>
      machines(
        pickText(group, 'instanceType'),
        count(numberIn(group, 'instanceCount') ?? 1),
        'emr',
      ),
    );
  const type = pickText(instances, 'slaveInstanceType', 'masterInstanceType');
  return [machines(type, count(numberIn(instances, 'instanceCount') ?? 1), 'emr')];
};

const computeEnvironment: Read = ({ request }) => {
  const resources = at(request, 'computeResources');
  const low = numberIn(resources, 'desiredvCpus', 'minvCpus') ?? 0;
  const high = numberIn(resources, 'maxvCpus') ?? low;
  return [{ what: 'vCPU of batch machines', count: count(low, high), each: unitPrices.anyCpu }];
};

const tasks: Read = ({ request }) => {
  const howMany = numberIn(request, 'desiredCount', 'count') ?? 1;
  const isFargate = pickText(request, 'launchType').toUpperCase() !== 'EC2';
  if (!isFargate) return [];
  const assumptions = ['a task is between a quarter of a CPU and sixteen CPUs'];
  return [
    { what: 'Fargate task', count: count(howMany), each: unitPrices.fargateTask, assumptions },
  ];
};

const volume: Read = ({ request }) => {
  const size = numberIn(request, 'size') ?? 0;
  const iops = numberIn(request, 'iops') ?? 0;
  const gigabyte = scaled(unitPrices.volumeGigabyteMonth, 1 / hoursInMonth);
  const operation = scaled(unitPrices.volumeIopsMonth, 1 / hoursInMonth);
  const storage = { what: 'GB of disk', count: count(size), each: gigabyte };
  if (iops === 0) return size === 0 ? [] : [storage];
  return [storage, { what: 'disk operations a second', count: count(iops), each: operation }];
};

function unit(what: string, name: keyof typeof unitPrices): Read {
  return () => [{ what, count: count(1), each: unitPrices[name] }];
}

const workspaces: Read = ({ request }) => {
  const asked = list(pick(request, 'workspaces')).length;
  return [{ what: 'workspace', count: count(Math.max(1, asked)), each: unitPrices.workspace }];
};

const lightsail: Read = ({ request }: Call) => {
  const names = texts(pick(request, 'instanceNames')).length;
  const each = unitPrices.lightsailInstance;
  return [{ what: 'Lightsail instance', count: count(Math.max(1, names)), each }];
};

/** Calls that start machines or what belongs to them, `eventSource:eventName`. */
export const machineCalls: readonly (readonly [string, Read])[] = [
  ['ec2:RunInstances', runInstances],
  ['ec2:RequestSpotInstances', fleet],
  ['ec2:RequestSpotFleet', fleet],
  ['ec2:CreateFleet', fleet],
  ['ec2:ModifyInstanceAttribute', oneOfType],
  ['ec2:CreateCapacityReservation', oneOfType],
  ['ec2:StartInstances', started],
  ['ec2:CreateVolume', volume],
  ['ec2:CreateNatGateway', unit('NAT gateway', 'natGateway')],
  ['ec2:CreateVpcEndpoint', unit('VPC endpoint', 'vpcEndpoint')],
  ['ec2:AllocateAddress', unit('public address', 'publicAddress')],
  ['ec2:CreateTransitGatewayVpcAttachment', unit('transit attachment', 'transitAttachment')],
  ['ec2:CreateVpnConnection', unit('VPN connection', 'transitAttachment')],
  ['elasticloadbalancing:CreateLoadBalancer', unit('load balancer', 'loadBalancer')],
  ['autoscaling:CreateAutoScalingGroup', scalingGroup],
  ['autoscaling:UpdateAutoScalingGroup', scalingGroup],
  ['autoscaling:SetDesiredCapacity', scalingGroup],
  ['eks:CreateCluster', unit('EKS cluster', 'eksCluster')],
  ['eks:CreateNodegroup', nodeGroup],
  ['elasticmapreduce:RunJobFlow', jobFlow],
  ['batch:CreateComputeEnvironment', computeEnvironment],
  ['batch:UpdateComputeEnvironment', computeEnvironment],
  ['ecs:CreateService', tasks],
  ['ecs:UpdateService', tasks],
  ['ecs:RunTask', tasks],
  ['workspaces:CreateWorkspaces', workspaces],
  ['lightsail:CreateInstances', lightsail],
];
