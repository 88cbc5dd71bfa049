import type { Evidence } from '../../evidence.ts';
import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, onlyAfter, type Step, step } from '../runbook.ts';

/** A network can be reached by more people than before. */
export const networkOpened = defineRunbook({
  id: 'network-opened',
  title: 'A network was opened',
  appliesTo: { rules: ['ec2-security-group-*', 'ec2-network-acl-*', 'vpc-internet-*'] },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const group = groupOf(evidence);
    return [
      ...close(region, evidence),
      step('investigate', 'List what the security group protects.', {
        command: cli`aws ec2 describe-network-interfaces --region ${region} --filters ${group && `Name=group-id,Values=${group}`}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Put the rules back to what the repository says.', {
        breaks: 'Whoever came in by a rule that only the account knew.',
        rollback: 'Add the rule again from those that were kept.',
        owner: 'network team',
      }),
      step('verify', 'Read in the flow logs who came in while it was open.'),
      step('tell', 'Tell the owners of what could be reached for how long it could be.'),
    ];
  }),
});

/** An id holds no comma, which would end the value in the CLI's shorthand syntax. */
function groupOf({ texts }: Evidence): string | undefined {
  return texts(
    'requestParameters.groupId',
    'requestParameters.ModifySecurityGroupRulesRequest.GroupId',
  ).find((id) => /^sg-[0-9a-z]+$/.test(id));
}

function close(region: string, evidence: Evidence): readonly Step[] {
  const { text, texts } = evidence;
  const group = groupOf(evidence);
  const acl = text('requestParameters.networkAclId');
  const table = onlyAfter(evidence, 'ec2:CreateRoute', text('requestParameters.routeTableId'));
  const rules = texts(
    'responseElements.securityGroupRuleSet.items.securityGroupRuleId',
    'requestParameters.ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRuleId',
  );
  const entry = text('requestParameters.ruleNumber');
  return [
    keepFirst(
      'Keep the rules of the group as they are now.',
      'network team',
      cli`aws ec2 describe-security-group-rules --region ${region} --filters ${group && `Name=group-id,Values=${group}`}`,
    ),
    keepFirst(
      'Keep the entries of the network list as they are now.',
      'network team',
      cli`aws ec2 describe-network-acls --region ${region} --network-acl-ids ${acl}`,
    ),
    keepFirst(
      'Keep the routes as they are now.',
      'network team',
      cli`aws ec2 describe-route-tables --region ${region} --route-table-ids ${table}`,
    ),
    step('contain', 'Take back the rule that was added.', {
      command: cli`aws ec2 revoke-security-group-ingress --region ${region} --group-id ${group} --security-group-rule-ids ${rules}`,
      breaks: 'Whoever connects by this rule; open connections go on until they end.',
      rollback: 'Repeat the call of the alert: aws ec2 authorize-security-group-ingress.',
      owner: 'network team',
    }),
    step('contain', 'Delete the entry of the network list.', {
      command: cli`aws ec2 delete-network-acl-entry --region ${region} --network-acl-id ${acl} --rule-number ${entry} --ingress`,
      breaks: 'Traffic to the subnets that this entry let through.',
      rollback: 'Repeat the call of the alert: aws ec2 create-network-acl-entry.',
      owner: 'network team',
    }),
    step('contain', 'Delete the route.', {
      command: cli`aws ec2 delete-route --region ${region} --route-table-id ${table} --destination-cidr-block ${text('requestParameters.destinationCidrBlock')}`,
      breaks: 'Everything in these subnets that reaches the internet by this route.',
      rollback: 'Repeat the call of the alert: aws ec2 create-route.',
      owner: 'network team',
    }),
  ];
}
