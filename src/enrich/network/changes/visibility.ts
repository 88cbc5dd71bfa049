import { joined } from '#src/normalize/derived/changes/words.ts';
import { connection } from './connections.ts';
import { fields, type NetworkCall, type NetworkEffect, orUnnamed } from './effect.ts';

export const flowLogsCreated = (call: NetworkCall): readonly NetworkEffect[] => {
  const watched = joined([
    ...fields(call.request, 'resourceId'),
    ...fields(call.request, 'resourceIds'),
  ]);
  const words = {
    before: `these flow logs did not record the traffic of ${orUnnamed(watched)}`,
    after: `the traffic of ${orUnnamed(watched)} is recorded`,
  };
  return [{ kind: 'flow-logs', resource: watched, slot: watched, ...words, ...less }];
};

export const flowLogsDeleted = (call: NetworkCall): readonly NetworkEffect[] => {
  const logs = joined([
    ...fields(call.request, 'flowLogId'),
    ...fields(call.request, 'flowLogIds'),
  ]);
  const words = {
    before: `traffic was recorded by ${orUnnamed(logs)}`,
    after: `${orUnnamed(logs)} records nothing: traffic from now on leaves no trace there`,
  };
  return [{ kind: 'flow-logs', resource: logs, slot: logs, ...words, ...less, reach: 'more' }];
};

const less = { reach: 'less', world: false, sensitive: false } as const;

export const firewallDeleted = connection('firewall', {
  resource: [
    'firewallName',
    'firewallArn',
    'firewallRuleGroupAssociationId',
    'firewallRuleGroupId',
  ],
  before: (firewall) => `${firewall} filtered traffic`,
  after: (firewall) => `${firewall} filters nothing any more`,
});

export const mirrorCreated = connection('flow-logs', {
  resource: ['networkInterfaceId'],
  before: (source) => `the traffic of ${source} was not copied by this session`,
  after: (source) =>
    `a copy of the traffic of ${source} goes to another place, where it can be read`,
});
