import { readSameCredentials, switchKeyOff } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Mail or text messages are sent, or are about to be, in the name of the account. */
export const mailAbuse = defineRunbook({
  id: 'mail-abuse',
  title: 'Mail or text messages are sent by a stranger',
  appliesTo: { rules: ['ses-*', 'sns-text-*'] },

  steps(alert, { text }) {
    const region = alert.region;
    return [
      step(
        'contain',
        'Stop all sending of mail in this region.',
        cli`aws sesv2 put-account-sending-attributes --region ${region} --no-sending-enabled`,
      ),
      switchKeyOff({ text }),
      step(
        'preserve',
        'List the identities that mail can be sent from.',
        cli`aws sesv2 list-email-identities --region ${region}`,
      ),
      step(
        'investigate',
        'Read how much was sent.',
        cli`aws ses get-send-statistics --region ${region}`,
      ),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Delete the identity that was added.',
        cli`aws sesv2 delete-email-identity --region ${region} --email-identity ${text('requestParameters.emailIdentity', 'requestParameters.emailAddress', 'requestParameters.domain')}`,
      ),
      step(
        'verify',
        'Set the spending limit for text messages back.',
        cli`aws sns set-sms-attributes --region ${region} --attributes MonthlySpendLimit=1`,
      ),
      step('tell', 'Tell those who look after the name of the sending domain, and AWS.'),
    ];
  },
});
