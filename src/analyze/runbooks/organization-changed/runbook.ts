import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** The organisation's structure, guardrails or an account's own settings were changed. */
export const organizationChanged = defineRunbook({
  id: 'organization-changed',
  title: 'The organisation or an account was changed',
  appliesTo: {
    rules: [
      'account-region-enabled',
      'account-security-contact-changed',
      'iam-token-version-changed',
      'organizations-*',
    ],
    actions: ['organizations:LeaveOrganization'],
  },

  steps(alert, { text }) {
    const account = text('requestParameters.accountId', 'requestParameters.target.id');
    const policy = text('requestParameters.policyId');
    const target = text('requestParameters.targetId');
    const regionName = text('requestParameters.regionName');
    return [
      step(
        'contain',
        'Attach the guardrail again.',
        cli`aws organizations attach-policy --policy-id ${policy} --target-id ${target}`,
      ),
      step(
        'contain',
        'Switch the region off again when nobody needs it.',
        cli`aws account disable-region --region-name ${regionName}`,
      ),
      step(
        'investigate',
        'See where the account stands in the organisation now.',
        cli`aws organizations list-parents --child-id ${account ?? alert.account}`,
      ),
      step(
        'investigate',
        'See whether all accounts are still there.',
        'aws organizations list-accounts',
      ),
      step(
        'eradicate',
        'Forbid organizations:LeaveOrganization by a service control policy on all accounts.',
      ),
      step(
        'tell',
        'Tell those who run the organisation; an account that left can only come back by a new invitation.',
      ),
    ];
  },
});
