import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** IAM Identity Center rules over every account, so a change there counts for all of them. */
export const identityCenterChanged = defineRunbook({
  id: 'identity-center-changed',
  title: 'IAM Identity Center was changed',
  appliesTo: {
    rules: ['sso-*-changed*', 'sso-account-assigned', 'sso-new-user-*', 'sso-permission-set-admin'],
    actions: ['sso:*'],
  },

  steps: forEachCall(({ region }, { text }) => {
    const instance = text('requestParameters.instanceArn');
    const set = text('requestParameters.permissionSetArn');
    const account = text('requestParameters.targetId');
    const principal = text('requestParameters.principalId');
    const type = text('requestParameters.principalType');
    const policy = text('requestParameters.managedPolicyArn');
    return [
      keepFirst(
        'Keep the permission set as it is now.',
        'identity team',
        cli`aws sso-admin describe-permission-set --region ${region} --instance-arn ${instance} --permission-set-arn ${set}`,
      ),
      keepFirst(
        'Keep which policies the permission set holds.',
        'identity team',
        cli`aws sso-admin list-managed-policies-in-permission-set --region ${region} --instance-arn ${instance} --permission-set-arn ${set}`,
      ),
      step('contain', 'Take the policy off the permission set.', {
        command: cli`aws sso-admin detach-managed-policy-from-permission-set --region ${region} --instance-arn ${instance} --permission-set-arn ${set} --managed-policy-arn ${policy}`,
        breaks: 'Everybody who needs the policy, once the set is provisioned.',
        rollback:
          cli`aws sso-admin attach-managed-policy-to-permission-set --region ${region} --instance-arn ${instance} --permission-set-arn ${set} --managed-policy-arn ${policy}` ||
          'Attach the policy again.',
        owner: 'identity team',
      }),
      step('contain', 'Take the assignment back.', {
        command: cli`aws sso-admin delete-account-assignment --region ${region} --instance-arn ${instance} --permission-set-arn ${set} --principal-type ${type} --principal-id ${principal} --target-type AWS_ACCOUNT --target-id ${account}`,
        breaks: 'The person or group loses the account.',
        rollback:
          cli`aws sso-admin create-account-assignment --region ${region} --instance-arn ${instance} --permission-set-arn ${set} --principal-type ${type} --principal-id ${principal} --target-type AWS_ACCOUNT --target-id ${account}` ||
          'Assign the account again.',
        owner: 'identity team',
      }),
      step('investigate', 'See in which accounts the permission set is in use.', {
        command: cli`aws sso-admin list-accounts-for-provisioned-permission-set --region ${region} --instance-arn ${instance} --permission-set-arn ${set}`,
      }),
      step(
        'eradicate',
        'Provision the corrected permission set to all accounts; until then the old rights stay.',
        {
          command: cli`aws sso-admin provision-permission-set --region ${region} --instance-arn ${instance} --permission-set-arn ${set} --target-type ALL_PROVISIONED_ACCOUNTS`,
          breaks: 'Rights that were taken from the set are gone in every account.',
          rollback: 'Correct the set and provision it again.',
          owner: 'identity team',
        },
      ),
      step(
        'verify',
        'Check the identity source and the multi-factor settings of the instance in the console of the management account.',
      ),
      step('tell', 'Tell those who run Identity Center what was changed, and for which accounts.', {
        owner: 'identity team',
      }),
    ];
  }),
});
