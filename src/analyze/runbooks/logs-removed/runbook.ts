import { forEachCall } from '../by-region.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, onlyAfter, step } from '../runbook.ts';

/** Network, DNS, firewall or application logs were deleted or stopped. */
export const logsRemoved = defineRunbook({
  id: 'logs-removed',
  title: 'Logs of the network or of applications were removed',
  appliesTo: {
    rules: ['dns-*', 'logs-*', 'vpc-flow-logs-deleted', 'waf-protection-removed'],
    actions: ['ec2:DeleteFlowLogs', 'route53resolver:DeleteResolverQueryLogConfig'],
  },

  steps: forEachCall(({ region }, evidence) => {
    const { text } = evidence;
    const group = text('requestParameters.logGroupName');
    return [
      step(
        'contain',
        'Forbid the credential further changes before the recording is built up again.',
        {
          breaks: 'Whatever else the credential is used for.',
          rollback: 'Take the policy that forbids it off again.',
          owner: 'identity team',
        },
      ),
      step(
        'preserve',
        'Look for copies of the log: subscriptions, exports, the account for logs.',
        {
          command: cli`aws logs describe-export-tasks --region ${region} --status-code COMPLETED`,
        },
      ),
      step('investigate', 'Read what the same credential did before and after.', {
        command: lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      }),
      step('eradicate', 'Keep the logs of the group for long enough again.', {
        command: onlyAfter(
          evidence,
          'logs:PutRetentionPolicy',
          cli`aws logs put-retention-policy --region ${region} --log-group-name ${group} --retention-in-days ${365}`,
        ),
        breaks: 'Nothing; the logs cost storage.',
        rollback: 'Set the time of before with the same command.',
        owner: 'logging team',
      }),
      step('eradicate', 'Create the group again, so that programs can write to it.', {
        command: onlyAfter(
          evidence,
          'logs:DeleteLogGroup',
          cli`aws logs create-log-group --region ${region} --log-group-name ${group}`,
        ),
        breaks: 'Nothing; what was in the group does not come back.',
        rollback:
          cli`aws logs delete-log-group --region ${region} --log-group-name ${group}` ||
          'Delete the group again.',
        owner: 'logging team',
      }),
      step(
        'eradicate',
        'Set up again what was deleted (flow logs, query logs, logs of the web firewall), as the repository describes it.',
        {
          breaks: 'Nothing; the logs cost storage.',
          rollback: 'Repeat the call of the alert.',
          owner: 'logging team',
        },
      ),
      step('verify', 'Check which networks have flow logs.', {
        command: cli`aws ec2 describe-flow-logs --region ${region}`,
      }),
      step('verify', 'Check which networks have DNS query logging.', {
        command: cli`aws route53resolver list-resolver-query-log-config-associations --region ${region}`,
      }),
      step('tell', 'Tell those who rely on the log from when to when it is missing.', {
        owner: 'logging team',
      }),
    ];
  }),
});
