import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { networkOpened } from './runbook.ts';

describe('network-opened', () => {
  it('takes back the rule of a security group', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'AuthorizeSecurityGroupIngress',
        requestParameters: { groupId: 'sg-0a1b2c3d4e5f60718' },
        responseElements: {
          securityGroupRuleSet: { items: [{ securityGroupRuleId: 'sgr-0123456789abcdef0' }] },
        },
      }),
    ]);

    const commands = networkOpened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 revoke-security-group-ingress --region eu-west-1 --group-id sg-0a1b2c3d4e5f60718 --security-group-rule-ids sgr-0123456789abcdef0',
    );
  });

  it('takes each rule back from the group that it was added to', () => {
    const opened = (groupId: string, securityGroupRuleId: string) =>
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'AuthorizeSecurityGroupIngress',
        requestParameters: { groupId },
        responseElements: { securityGroupRuleSet: { items: [{ securityGroupRuleId }] } },
      });
    const evidence = evidenceOf([opened('sg-1', 'sgr-1'), opened('sg-2', 'sgr-2')]);

    const commands = networkOpened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 revoke-security-group-ingress --region eu-west-1 --group-id sg-1 --security-group-rule-ids sgr-1',
    );
    expect(commands).toContain(
      'aws ec2 revoke-security-group-ingress --region eu-west-1 --group-id sg-2 --security-group-rule-ids sgr-2',
    );
  });
});
