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
      'iam-name-looks-like-aws',
      'iam-password-policy-weakened',
      'iam-user-created*',
      's3-browser-changes-identities',
    ],
    actions: ['iam:CreateUser', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
  },

  steps({ region }, { text }) {
    const user = text('requestParameters.userName', 'responseElements.user.userName');
    const key = text('responseElements.accessKey.accessKeyId');
    const who = user ?? 'the user';
    return [
      step('contain', `Take the console password of ${who} away.`, {
        command: cli`aws iam delete-login-profile --user-name ${user}`,
        breaks: `${who} can no longer sign in to the console.`,
        rollback: 'Set a new password with aws iam create-login-profile; the old one is gone.',
        owner: 'identity team',
      }),
      step('contain', 'Switch off the key that was made for it.', {
        command: cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Inactive`,
        breaks: 'Programs that already use the new key.',
        rollback:
          cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Active` ||
          'Set the key to Active again.',
        owner: 'identity team',
      }),
      step('preserve', 'Write down the policies of the user before they change.', {
        command: cli`aws iam list-attached-user-policies --user-name ${user}`,
      }),
      step('investigate', 'Read what the user itself did since.', {
        command: lookupEvents(region, 'Username', user),
      }),
      step('investigate', 'Read what else was done with the credential that made the change.', {
        command: lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      }),
      step('eradicate', `Delete ${who} when nobody owns it: first its keys, policies and groups.`, {
        command: cli`aws iam delete-user --user-name ${user}`,
        breaks: `Whatever works as ${who}; the call is refused while keys or policies are left.`,
        rollback: 'Create the user again under the same name; its keys and id cannot come back.',
        owner: 'identity team',
      }),
      step('verify', 'Check which keys are left.', {
        command: cli`aws iam list-access-keys --user-name ${user}`,
      }),
      step(
        'tell',
        `Tell the person to whom ${who} belongs, if there is one, that a new password and second factor are needed.`,
      ),
    ];
  },
});
