import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A network, a database or a cluster can be reached by more people than before. */
export const networkOpened = defineRunbook({
  id: 'network-opened',
  title: 'A network was opened',
  appliesTo: {
    rules: [
      'ec2-security-group-*',
      'ec2-network-acl-*',
      'ec2-traffic-*',
      'vpc-internet-*',
      'vpc-peering-*',
      'eks-endpoint-*',
      'rds-made-*',
      'rds-restored-*',
      'redshift-made-*',
    ],
  },

  steps(alert, { text, texts }) {
    const region = alert.region;
    const group = text(
      'requestParameters.groupId',
      'requestParameters.ModifySecurityGroupRulesRequest.GroupId',
    );
    const database = text('requestParameters.dBInstanceIdentifier');
    return [
      step(
        'contain',
        'Take back the rule that was added.',
        cli`aws ec2 revoke-security-group-ingress --region ${region} --group-id ${group} --security-group-rule-ids ${texts('responseElements.securityGroupRuleSet.items.securityGroupRuleId')}`,
      ),
      step(
        'contain',
        'Take the public address away from the database.',
        cli`aws rds modify-db-instance --region ${region} --db-instance-identifier ${database} --no-publicly-accessible --apply-immediately`,
      ),
      step(
        'contain',
        'Take the public address away from the warehouse.',
        cli`aws redshift modify-cluster --region ${region} --cluster-identifier ${text('requestParameters.clusterIdentifier')} --no-publicly-accessible`,
      ),
      step(
        'contain',
        'Delete the entry of the network list.',
        cli`aws ec2 delete-network-acl-entry --region ${region} --network-acl-id ${text('requestParameters.networkAclId')} --rule-number ${text('requestParameters.ruleNumber')} --ingress`,
      ),
      step(
        'contain',
        'Delete the route.',
        cli`aws ec2 delete-route --region ${region} --route-table-id ${text('requestParameters.routeTableId')} --destination-cidr-block ${text('requestParameters.destinationCidrBlock')}`,
      ),
      step(
        'investigate',
        'List what the security group protects.',
        cli`aws ec2 describe-network-interfaces --region ${region} --filters ${group && `Name=group-id,Values=${group}`}`,
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('verify', 'Read in the flow logs who came in while it was open.'),
      step('tell', 'Tell the owners of what could be reached for how long it could be.'),
    ];
  },
});
