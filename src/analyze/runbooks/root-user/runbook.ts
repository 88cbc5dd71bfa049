import { lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** The root user was used, or somebody tries to become it. No policy of the account stops root, so people must. */
export const rootUser = defineRunbook({
  id: 'root-user',
  title: 'The root user of an account was used',
  appliesTo: { rules: ['root-*', 'account-root-email-changed'] },
  isAboutActor: true,

  steps(alert, { text }) {
    const account = alert.account || 'the account';
    return [
      step(
        'contain',
        'If it was nobody: recover the password by e-mail, replace the second factor, and sign all sessions out by changing the password.',
        {
          breaks: 'Whoever holds the old password or device.',
          rollback: 'None is needed: the owners hold the new ones.',
          owner: 'account owner',
        },
      ),
      step(
        'contain',
        'In an organisation, take root’s password, keys and certificates away from the management account.',
        {
          command: 'aws iam list-organizations-features',
          breaks:
            'Nobody can sign in as root of the member account; the command itself only looks.',
          rollback: 'Allow the recovery of the root password from the management account.',
          owner: 'organisation administrator',
        },
      ),
      step(
        'investigate',
        `Ask the people who hold the root password and second factor of ${account} whether it was one of them.`,
      ),
      step('investigate', 'List everything that root did in the last days.', {
        command: lookupEvents('us-east-1', 'Username', 'root'),
      }),
      step('investigate', 'Follow the credential that was used.', {
        command: lookupEvents(alert.region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      }),
      step('eradicate', 'Delete every access key of root; no program needs one.', {
        breaks: 'Programs that work as root.',
        rollback: 'None: give the program a role.',
        owner: 'account owner',
      }),
      step(
        'verify',
        'Check that root has no access key and has a second factor (AccountAccessKeysPresent 0, AccountMFAEnabled 1).',
        { command: 'aws iam get-account-summary' },
      ),
      step('tell', 'Open a case with AWS Support when the mailbox of root may be lost.', {
        owner: 'account owner',
      }),
    ];
  },
});
