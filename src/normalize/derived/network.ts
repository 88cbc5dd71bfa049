import type { RawRecord } from '#src/model/cloud-event.ts';
import { type Bag, bag, list, pick, pickText, texts } from '../untyped.ts';

/** Ports that a rule lets in, and from where. */
export interface Opening {
  /** '22', '8000-9000' or 'all'; 'icmp' where ports have no meaning. */
  readonly ports: string;
  readonly from: number;
  readonly to: number;
  /** CIDR blocks, prefix lists and groups as written. */
  readonly sources: readonly string[];
  readonly world: boolean;
}

const highestPort = 65_535;

/** Ports of logins, file shares and databases, which nobody means to show to the world. */
const sensitivePorts = [
  22, 23, 445, 1433, 1521, 2375, 3306, 3389, 5432, 5900, 6379, 9200, 11211, 27017,
];

const readers: ReadonlyMap<string, (request: Bag) => readonly Opening[]> = new Map([
  ['AuthorizeSecurityGroupIngress', readPermissions],
  ['ModifySecurityGroupRules', readModifiedRules],
  ['CreateNetworkAclEntry', readAclEntry],
  ['ReplaceNetworkAclEntry', readAclEntry],
  ['AuthorizeDBSecurityGroupIngress', readPermissions],
  ['AuthorizeClusterSecurityGroupIngress', readPermissions],
  ['OpenInstancePublicPorts', readLightsail],
  ['PutInstancePublicPorts', readLightsail],
  ['CreateCluster', readKubernetesEndpoint],
  ['UpdateClusterConfig', readKubernetesEndpoint],
]);

/** What the call lets into a network; empty for every other call. */
export function openingsOf(record: RawRecord): readonly Opening[] {
  const read = readers.get(String(record['eventName']));
  return read === undefined ? [] : read(bag(record['requestParameters']));
}

/** Whether a block is the world or so much of it (an eighth) that it makes no difference. */
export function isWorld(cidr: string): boolean {
  const slash = cidr.lastIndexOf('/');
  if (slash === -1) return false;
  const prefix = Number(cidr.slice(slash + 1));
  return cidr.slice(slash + 1) !== '' && prefix >= 0 && prefix <= 3;
}

export function isSensitive({ from, to, ports }: Opening): boolean {
  return ports !== 'icmp' && sensitivePorts.some((port) => from <= port && port <= to);
}

/** Both shapes of the request: a list of permissions, or one permission flat. */
function readPermissions(request: Bag): readonly Opening[] {
  const permissions = list(pick(request, 'ipPermissions'));
  const flat = isEmpty(sourcesOf(request)) ? [] : [request];
  return [...permissions.map(bag), ...flat].map((permission) =>
    opening(permission, sourcesOf(permission)),
  );
}

function sourcesOf(permission: Bag): readonly string[] {
  const blocks = (key: string, field: string): readonly string[] =>
    list(pick(permission, key)).map((range) => pickText(bag(range), field));
  return [
    ...blocks('ipRanges', 'cidrIp'),
    ...blocks('ipv6Ranges', 'cidrIpv6'),
    ...blocks('prefixListIds', 'prefixListId'),
    ...blocks('groups', 'groupId'),
    pickText(permission, 'cidrIp', 'cIDRIP', 'CIDRIP', 'cidrIpv4'),
    pickText(permission, 'cidrIpv6'),
    pickText(permission, 'prefixListId', 'sourcePrefixListId'),
  ].filter((source) => source !== '');
}

function readModifiedRules(request: Bag): readonly Opening[] {
  const inner = bag(pick(request, 'modifySecurityGroupRulesRequest') ?? request);
  return list(pick(inner, 'securityGroupRule', 'securityGroupRules')).map((update) => {
    const rule = bag(pick(bag(update), 'securityGroupRule') ?? update);
    return opening(rule, sourcesOf(rule));
  });
}

function readAclEntry(request: Bag): readonly Opening[] {
  const isInbound = request['egress'] !== true && request['egress'] !== 'true';
  if (!isInbound || pickText(request, 'ruleAction').toLowerCase() !== 'allow') return [];
  const { from, to } = bag(pick(request, 'portRange'));
  const permission = {
    ipProtocol: pickText(request, 'aclProtocol', 'protocol'),
    fromPort: from,
    toPort: to,
  };
  const sources = [pickText(request, 'cidrBlock'), pickText(request, 'ipv6CidrBlock')];
  return [
    opening(
      permission,
      sources.filter((source) => source !== ''),
    ),
  ];
}

/** Lightsail opens a port to everyone unless it is told otherwise. */
function readLightsail(request: Bag): readonly Opening[] {
  return list(pick(request, 'portInfo', 'portInfos')).map((info) => {
    const named = bag(info);
    const sources = [...texts(pick(named, 'cidrs')), ...texts(pick(named, 'ipv6Cidrs'))];
    const permission = { ...named, ipProtocol: pickText(named, 'protocol') };
    return opening(permission, isEmpty(sources) ? ['0.0.0.0/0'] : sources);
  });
}

/** The API server of a Kubernetes cluster, where the request says that it is to be public. */
function readKubernetesEndpoint(request: Bag): readonly Opening[] {
  const network = bag(pick(request, 'resourcesVpcConfig'));
  const isPublic = network['endpointPublicAccess'] === true;
  const sources = texts(network['publicAccessCidrs']);
  if (isEmpty(sources) && !isPublic) return [];
  const permission = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
  return [opening(permission, isEmpty(sources) ? ['0.0.0.0/0'] : sources)];
}

function opening(permission: Bag, sources: readonly string[]): Opening {
  const world = sources.some(isWorld);
  const protocol = pickText(permission, 'ipProtocol').toLowerCase();
  if (protocol.startsWith('icmp') || protocol === '1' || protocol === '58') {
    return { ports: 'icmp', from: -1, to: -1, sources, world };
  }
  const from = portOf(pick(permission, 'fromPort'));
  const to = portOf(pick(permission, 'toPort')) ?? from;
  const isAll = protocol === '-1' || protocol === 'all' || from === undefined || from < 0;
  if (isAll || to === undefined || (from === 0 && to >= highestPort)) {
    return { ports: 'all', from: 0, to: highestPort, sources, world };
  }
  return { ports: from === to ? String(from) : `${from}-${to}`, from, to, sources, world };
}

function portOf(value: unknown): number | undefined {
  const port = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof port === 'number' && Number.isInteger(port) ? port : undefined;
}

function isEmpty(values: readonly unknown[]): boolean {
  return values.length === 0;
}
