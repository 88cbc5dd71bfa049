import { forEachCall } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Mail is sent, or is about to be, in the name of the account. */
export const mailAbuse = defineRunbook({
  id: 'mail-abuse',
  title: 'Mail is sent by a stranger',
  appliesTo: {
    rules: [
      'ses-identity-*',
      'ses-mass-*',
      'ses-production-*',
      'ses-sending-*',
      'ses-enumerated',
      'ses-quota-*',
    ],
  },
  stopsActor: true,

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const identity = text(
      'requestParameters.emailIdentity',
      'requestParameters.emailAddress',
      'requestParameters.domain',
    );
    return [
      step('contain', 'Stop all sending of mail in this region.', {
        command: cli`aws sesv2 put-account-sending-attributes --region ${region} --no-sending-enabled`,
        breaks: 'All mail that the account sends from this region, invoices and passwords as well.',
        rollback:
          cli`aws sesv2 put-account-sending-attributes --region ${region} --sending-enabled` ||
          'Allow sending again.',
        owner: 'resource owner',
      }),
      step('preserve', 'List the identities that mail can be sent from.', {
        command: cli`aws sesv2 list-email-identities --region ${region}`,
      }),
      step('preserve', 'Keep the settings of the identity, with its keys for signing.', {
        command: cli`aws sesv2 get-email-identity --region ${region} --email-identity ${identity}`,
      }),
      step('investigate', 'Read how much was sent.', {
        command: cli`aws ses get-send-statistics --region ${region}`,
      }),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Delete the identity that was added.', {
        command: cli`aws sesv2 delete-email-identity --region ${region} --email-identity ${identity}`,
        breaks: `Mail from ${identity ?? 'the identity'} is no longer sent.`,
        rollback: 'Create the identity again and confirm it anew.',
        owner: 'resource owner',
      }),
      step('verify', 'Check that sending is as it should be.', {
        command: cli`aws sesv2 get-account --region ${region}`,
      }),
      step('tell', 'Tell those who look after the name of the sending domain, and AWS.'),
    ];
  }),
});
