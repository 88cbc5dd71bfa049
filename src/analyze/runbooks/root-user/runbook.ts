import { lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** The root user was used, or somebody tries to become it. No policy stops root, so people must. */
export const rootUser = defineRunbook({
  id: 'root-user',
  title: 'The root user of an account was used',
  appliesTo: { rules: ['root-*', 'account-root-email-changed'] },
  isAboutActor: true,

  steps(alert, { text }) {
    const account = alert.account || 'the account';
    return [
      step(
        'investigate',
        `Ask the people who hold the root password and second factor of ${account} whether it was one of them.`,
      ),
      step(
        'contain',
        'If it was nobody: recover the password by e-mail, replace the second factor, and sign all sessions out by changing the password.',
      ),
      step(
        'contain',
        'In an organisation, take root’s password, keys and certificates away from the management account.',
        'aws iam list-organizations-features',
      ),
      step(
        'investigate',
        'List everything that root did in the last days.',
        lookupEvents('us-east-1', 'Username', 'root'),
      ),
      step(
        'investigate',
        'Follow the credential that was used.',
        lookupEvents(alert.region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      ),
      step(
        'verify',
        'Check that root has no access key and has a second factor (AccountAccessKeysPresent 0, AccountMFAEnabled 1).',
        'aws iam get-account-summary',
      ),
      step('tell', 'Open a case with AWS Support when the mailbox of root may be lost.'),
    ];
  },
});
