import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** A Cognito identity pool hands credentials of the account to people who never signed in. */
export const identityPoolOpened = defineRunbook({
  id: 'identity-pool-opened',
  title: 'An identity pool gives credentials to anyone',
  appliesTo: { rules: ['cognito-*'] },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const pool = text('requestParameters.identityPoolId', 'responseElements.identityPoolId');
    const name = text('requestParameters.identityPoolName', 'responseElements.identityPoolName');
    return [
      keepFirst(
        'Keep the roles of the pool.',
        'resource owner',
        cli`aws cognito-identity get-identity-pool-roles --region ${region} --identity-pool-id ${pool}`,
      ),
      keepFirst(
        'Keep what the pool says about itself: the next command sets everything anew.',
        'resource owner',
        cli`aws cognito-identity describe-identity-pool --region ${region} --identity-pool-id ${pool}`,
      ),
      step('contain', 'Give credentials only to those who signed in.', {
        command: cli`aws cognito-identity update-identity-pool --region ${region} --identity-pool-id ${pool} --identity-pool-name ${name} --no-allow-unauthenticated-identities`,
        breaks:
          'Apps that work before their users sign in; providers that are not named are dropped.',
        rollback:
          cli`aws cognito-identity update-identity-pool --region ${region} --identity-pool-id ${pool} --identity-pool-name ${name} --allow-unauthenticated-identities` ||
          'Allow guests again.',
        owner: 'resource owner',
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Take from the guests’ role whatever strangers do not need.', {
        breaks: 'Apps that rely on these rights.',
        rollback: 'Put the policy of the role back from the repository.',
        owner: 'identity team',
      }),
      step(
        'verify',
        'Look for calls of the guests’ role from addresses that are not the app’s users.',
      ),
      step('tell', 'Tell the owner of the app what guests could do, and since when.'),
    ];
  }),
});
