import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { textMessagesAbused } from './runbook.ts';

describe('text-messages-abused', () => {
  it('sets the monthly limit to the least', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'sns.amazonaws.com',
        eventName: 'SetSMSAttributes',
        requestParameters: { attributes: { MonthlySpendLimit: '900' } },
      }),
    ]);

    const commands = textMessagesAbused.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws sns set-sms-attributes --region eu-west-1 --attributes MonthlySpendLimit=1',
    );
  });
});
