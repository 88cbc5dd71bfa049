import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A user was made or taken over so that somebody can come back. */
export const backdoorUser = defineRunbook({
  id: 'backdoor-user',
  title: 'A user was created or taken over',
  appliesTo: {
    rules: [
      'account-access-removed',
      'admin-user-created',
      'iam-console-*',
      'iam-credentials-of-another-user-removed',
      'iam-mfa-*',
      'iam-name-looks-like-aws',
      'iam-password-policy-weakened',
      'iam-user-created*',
      's3-browser-changes-identities',
    ],
    actions: ['iam:CreateUser', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
  },

  steps(alert, evidence) {
    const { text } = evidence;
    const user = text('requestParameters.userName', 'responseElements.user.userName');
    const key = text('responseElements.accessKey.accessKeyId');
    return [
      step(
        'contain',
        `Take the console password of ${user ?? 'the user'} away.`,
        cli`aws iam delete-login-profile --user-name ${user}`,
      ),
      step(
        'contain',
        'Switch off the key that was made for it.',
        cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Inactive`,
      ),
      step(
        'preserve',
        'Write down the policies of the user before they change.',
        cli`aws iam list-attached-user-policies --user-name ${user}`,
      ),
      step(
        'investigate',
        'Read what the user itself did since.',
        lookupEvents(alert.region, 'Username', user),
      ),
      step(
        'investigate',
        'Read what else was done with the credential that made the change.',
        lookupEvents(alert.region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      ),
      step(
        'verify',
        'Check which keys are left.',
        cli`aws iam list-access-keys --user-name ${user}`,
      ),
      step(
        'tell',
        `Tell the person to whom ${user ?? 'the user'} belongs, if there is one, that a new password and second factor are needed.`,
      ),
    ];
  },
});
