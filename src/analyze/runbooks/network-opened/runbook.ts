import type { EnrichedAlert } from '#src/model/alert.ts';
import { type Evidence, evidenceOf } from '../../evidence.ts';
import { inEachRegion } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, onlyAfter, type Step, step } from '../runbook.ts';

/** A network can be reached by more people than before. */
export const networkOpened = defineRunbook({
  id: 'network-opened',
  title: 'A network was opened',
  appliesTo: { rules: ['ec2-security-group-*', 'ec2-network-acl-*', 'vpc-internet-*'] },

  steps: inEachRegion((alert, evidence, more) => {
    const { text } = evidence;
    const { region } = alert;
    const group = groupOf(evidence);
    return [
      ...close(alert, evidence, more),
      step('preserve', 'Keep the rules of the group as they are now.', {
        command: cli`aws ec2 describe-security-group-rules --region ${region} --filters ${group && `Name=group-id,Values=${group}`}`,
      }),
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

function groupOf({ text }: Evidence): string | undefined {
  return text(
    'requestParameters.groupId',
    'requestParameters.ModifySecurityGroupRulesRequest.GroupId',
  );
}

function close({ region }: EnrichedAlert, { records }: Evidence, more: string): readonly Step[] {
  return records.flatMap((record) => closeOne(region, evidenceOf([record]), more));
}

/** Rules belong to the group of their own call. */
function closeOne(region: string, evidence: Evidence, more: string): readonly Step[] {
  const { text, texts } = evidence;
  const rules = texts('responseElements.securityGroupRuleSet.items.securityGroupRuleId');
  const entry = text('requestParameters.ruleNumber');
  return [
    step('contain', `Take back the rule that was added.${more}`, {
      command: cli`aws ec2 revoke-security-group-ingress --region ${region} --group-id ${groupOf(evidence)} --security-group-rule-ids ${rules}`,
      breaks: 'Whoever connects by this rule; open connections go on until they end.',
      rollback: 'Repeat the call of the alert: aws ec2 authorize-security-group-ingress.',
      owner: 'network team',
    }),
    step('contain', 'Delete the entry of the network list.', {
      command: cli`aws ec2 delete-network-acl-entry --region ${region} --network-acl-id ${text('requestParameters.networkAclId')} --rule-number ${entry} --ingress`,
      breaks: 'Traffic to the subnets that this entry let through.',
      rollback: 'Repeat the call of the alert: aws ec2 create-network-acl-entry.',
      owner: 'network team',
    }),
    step('contain', 'Delete the route.', {
      command: onlyAfter(
        evidence,
        'ec2:CreateRoute',
        cli`aws ec2 delete-route --region ${region} --route-table-id ${text('requestParameters.routeTableId')} --destination-cidr-block ${text('requestParameters.destinationCidrBlock')}`,
      ),
      breaks: 'Everything in these subnets that reaches the internet by this route.',
      rollback: 'Repeat the call of the alert: aws ec2 create-route.',
      owner: 'network team',
    }),
  ];
}
