import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** The organisation's members or an account's own settings were changed. */
export const organizationChanged = defineRunbook({
  id: 'organization-changed',
  title: 'The organisation or an account was changed',
  appliesTo: {
    rules: [
      'account-region-enabled',
      'account-security-contact-changed',
      'iam-token-version-changed',
      'organizations-account-*',
      'organizations-delegated-*',
      'organizations-invitation',
      'organizations-leave',
    ],
    actions: ['organizations:LeaveOrganization'],
  },

  steps: forEachCall((alert, { text }) => {
    const account = text('requestParameters.accountId', 'requestParameters.target.id');
    const regionName = text('requestParameters.regionName');
    const principal = text('requestParameters.servicePrincipal');
    return [
      step('contain', 'Switch the region off again when nobody needs it.', {
        command: cli`aws account disable-region --region-name ${regionName}`,
        breaks: 'Everything that runs in this region.',
        rollback:
          cli`aws account enable-region --region-name ${regionName}` || 'Enable the region.',
        owner: 'account owner',
      }),
      step('contain', 'Take the delegation of the service away.', {
        command: cli`aws organizations deregister-delegated-administrator --account-id ${principal && account} --service-principal ${principal}`,
        breaks: 'The account no longer administers the service for the others.',
        rollback:
          cli`aws organizations register-delegated-administrator --account-id ${principal && account} --service-principal ${principal}` ||
          'Register the account again.',
        owner: 'organisation administrator',
      }),
      step('preserve', 'Keep the list of accounts as it is now.', {
        command: 'aws organizations list-accounts',
      }),
      step('investigate', 'See where the account stands in the organisation now.', {
        command: cli`aws organizations list-parents --child-id ${account ?? alert.account}`,
      }),
      step(
        'eradicate',
        'Forbid organizations:LeaveOrganization by a service control policy on all accounts.',
        {
          breaks: 'Accounts cannot leave without the management account.',
          rollback: 'Detach the policy.',
          owner: 'organisation administrator',
        },
      ),
      step('verify', 'Check that every account is in its place, with its contacts.', {
        command: cli`aws account get-alternate-contact --alternate-contact-type SECURITY`,
      }),
      step(
        'tell',
        'Tell those who run the organisation; an account that left can only come back by a new invitation.',
        { owner: 'organisation administrator' },
      ),
    ];
  }),
});
