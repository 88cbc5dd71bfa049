import { clean, joined } from '#src/normalize/derived/changes/words.ts';
import { isSensitive, type Opening, openingsOf } from '#src/normalize/derived/network.ts';
import {
  field,
  fields,
  isTrue,
  type NetworkCall,
  type NetworkEffect,
  orUnnamed,
} from './effect.ts';

type Direction = 'in' | 'out';

const group = (call: NetworkCall) =>
  field(call.request, 'groupId', 'groupName', 'modifySecurityGroupRulesRequest.groupId');

/** AWS refuses a rule that is there already, so one that was added was not there before. */
export const addedRules =
  (direction: Direction) =>
  (call: NetworkCall): readonly NetworkEffect[] => {
    const resource = group(call);
    return openings(call).map((opening) => ({
      ...groupEffect(resource, direction, opening),
      before: `${orUnnamed(resource)} had no such rule`,
      after: `${orUnnamed(resource)} lets ${direction} ${ruleWords(opening, direction)}`,
      reach: 'more' as const,
      ...dangerOf(opening, direction),
    }));
  };

export const removedRules =
  (direction: Direction) =>
  (call: NetworkCall): readonly NetworkEffect[] => {
    const resource = group(call);
    const found = openings(call).map((opening) => ({
      ...groupEffect(resource, direction, opening),
      before: `${orUnnamed(resource)} let ${direction} ${ruleWords(opening, direction)}`,
      after: `that rule of ${orUnnamed(resource)} is gone`,
    }));
    if (found.length > 0) return found;
    const rules = fields(call.request, 'securityGroupRuleIds');
    if (rules.length === 0) return [];
    const named = `rules ${joined(rules)} of ${orUnnamed(resource)}`;
    const slot = `${resource} ${rules.join(' ')}`;
    const words = {
      before: `${named} allowed what the call does not say`,
      after: `${named} are gone`,
    };
    return [{ ...lessOf('security-group', resource, slot), ...words }];
  };

export const modifiedRules = (call: NetworkCall): readonly NetworkEffect[] => {
  const resource = group(call);
  return openingsOf(call.record).map((opening) => ({
    kind: 'security-group' as const,
    resource,
    slot: `${resource} rules`,
    after: `${orUnnamed(resource)} lets in ${ruleWords(opening, 'in')} by a changed rule`,
    reach: 'more' as const,
    ...dangerOf(opening, 'in'),
  }));
};

/** Which groups guard a machine. */
export const guardedBy =
  (machine: string) =>
  (call: NetworkCall): readonly NetworkEffect[] => {
    const groups = fields(call.request, 'groupSet.groupId');
    const resource = field(call.request, machine);
    if (groups.length === 0) return [];
    return [
      {
        kind: 'security-group',
        resource,
        slot: `${resource} groups`,
        after: `${orUnnamed(resource)} is guarded by ${joined(groups)} alone`,
        reach: 'neither',
        world: false,
        sensitive: false,
      },
    ];
  };

/** Creating fails where a rule of the number exists; replacing fails where there is none. */
export const aclEntry = (call: NetworkCall): readonly NetworkEffect[] => {
  const { name } = call;
  const { resource, slot, where, direction } = aclRule(call);
  const [opening] = openings(call);
  if (opening === undefined) return [];
  const isAllow = field(call.request, 'ruleAction').toLowerCase() === 'allow';
  const words = `${ruleWords(opening, direction)} ${isAllow ? 'is allowed' : 'is refused'} by ${where}`;
  const created = name === 'CreateNetworkAclEntry' ? { before: `there was no ${where}` } : {};
  const danger = isAllow ? dangerOf(opening, direction) : { world: false, sensitive: false };
  const reach = isAllow ? ('more' as const) : ('less' as const);
  return [{ kind: 'network-acl', resource, slot, ...created, after: words, reach, ...danger }];
};

/** What becomes of traffic when a rule goes is up to the rules after it. */
export const aclEntryDeleted = (call: NetworkCall): readonly NetworkEffect[] => {
  const { resource, slot, where } = aclRule(call);
  const after = `${where} is gone; the rules after it decide`;
  const quiet = { reach: 'neither', world: false, sensitive: false } as const;
  return [{ kind: 'network-acl', resource, slot, after, ...quiet }];
};

export const aclReplaced = ({ request }: NetworkCall): readonly NetworkEffect[] => {
  const resource = field(request, 'networkAclId');
  const association = field(request, 'associationId');
  const after = `the subnet of ${orUnnamed(association)} is guarded by ${orUnnamed(resource)}`;
  const quiet = { reach: 'neither', world: false, sensitive: false } as const;
  return [{ kind: 'network-acl', resource, slot: association, after, ...quiet }];
};

function aclRule({ request }: NetworkCall) {
  const resource = field(request, 'networkAclId');
  const number = field(request, 'ruleNumber');
  const direction: Direction = isTrue(request['egress']) ? 'out' : 'in';
  const where = `${direction}bound rule ${orUnnamed(number)} of ${orUnnamed(resource)}`;
  return { resource, slot: `${resource} ${direction} ${number}`, where, direction };
}

/** Rules of all calls have the shape of those that let something in. */
function openings({ record, request, name }: NetworkCall): readonly Opening[] {
  const isAcl = name.endsWith('NetworkAclEntry');
  const eventName = isAcl ? 'CreateNetworkAclEntry' : 'AuthorizeSecurityGroupIngress';
  const asked = isAcl ? { ...request, egress: false, ruleAction: 'allow' } : request;
  return openingsOf({ ...record, eventName, requestParameters: asked }).slice(0, 20);
}

function groupEffect(resource: string, direction: Direction, { ports, sources }: Opening) {
  const slot = `${resource} ${direction} ${ports} ${sources.join(' ')}`;
  return lessOf('security-group', resource, slot);
}

function lessOf(kind: 'security-group', resource: string, slot: string) {
  return { kind, resource, slot, reach: 'less' as const, world: false, sensitive: false };
}

function dangerOf(opening: Opening, direction: Direction) {
  const sensitive = direction === 'in' && isSensitive(opening);
  return { world: opening.world, sensitive };
}

function ruleWords({ ports, sources, world }: Opening, direction: Direction): string {
  const named = joined(sources.map(clean)) || '(not named)';
  const whom = world ? `anywhere (${named})` : named;
  return `${portWords(ports)} ${direction === 'in' ? 'from' : 'to'} ${whom}`;
}

function portWords(ports: string): string {
  if (ports === 'all') return 'traffic on all ports';
  if (ports === 'icmp') return 'ICMP';
  return `traffic on port${ports.includes('-') ? 's' : ''} ${ports}`;
}
