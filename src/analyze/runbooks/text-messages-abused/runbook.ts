import { inEachRegion } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Text messages are sent at the cost and in the name of the account. */
export const textMessagesAbused = defineRunbook({
  id: 'text-messages-abused',
  title: 'Text messages are sent by a stranger',
  appliesTo: { rules: ['sns-text-*'], actions: ['sns:SetSMSAttributes'] },
  stopsActor: true,

  steps: inEachRegion((alert, { text }) => {
    const { region } = alert;
    return [
      step('contain', 'Set the monthly limit for text messages to the least.', {
        command: cli`aws sns set-sms-attributes --region ${region} --attributes MonthlySpendLimit=1`,
        breaks: 'Text messages of the account, one-time passwords as well, once a dollar is spent.',
        rollback: 'Set the limit of before with the same command.',
        owner: 'resource owner',
      }),
      step('preserve', 'Keep the settings as they are now.', {
        command: cli`aws sns get-sms-attributes --region ${region}`,
      }),
      step('investigate', 'Count what was sent, and to which countries, in every region.', {
        command: cli`aws sns list-phone-numbers-opted-out --region ${region}`,
      }),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Allow only the countries that the organisation sends to.', {
        breaks: 'Messages to all other countries.',
        rollback: 'Allow the country again in the protect configuration.',
        owner: 'resource owner',
      }),
      step('verify', 'Check the limit and the default kind of message.', {
        command: cli`aws sns get-sms-attributes --region ${region} --attributes MonthlySpendLimit DefaultSMSType`,
      }),
      step('tell', 'Open a case with AWS about the cost, and tell whose name was the sender.'),
    ];
  }),
});
