import { dayMs } from '#src/model/time.ts';
import { forEachCall } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** Text messages are sent at the cost and in the name of the account. */
export const textMessagesAbused = defineRunbook({
  id: 'text-messages-abused',
  title: 'Text messages are sent by a stranger',
  appliesTo: { rules: ['sns-text-*'], actions: ['sns:SetSMSAttributes'] },
  stopsActor: true,

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    return [
      keepFirst(
        'Keep the settings as they are now.',
        'resource owner',
        cli`aws sns get-sms-attributes --region ${region}`,
      ),
      step('contain', 'Set the monthly limit for text messages to the least.', {
        command: cli`aws sns set-sms-attributes --region ${region} --attributes MonthlySpendLimit=1`,
        breaks: 'Text messages of the account, one-time passwords as well, once a dollar is spent.',
        rollback: 'Set the limit that was kept first with the same command.',
        owner: 'resource owner',
      }),
      step('investigate', 'Read what the messages cost since, and do so in every region.', {
        command: cli`aws cloudwatch get-metric-statistics --region ${region} --namespace AWS/SNS --metric-name SMSMonthToDateSpentUSD --start-time ${alert.firstSeen} --end-time ${dayAfter(alert.lastSeen)} --period 3600 --statistics Maximum`,
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

function dayAfter(time: string): string {
  return new Date(Date.parse(time) + dayMs).toISOString();
}
