import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { stackRolePassed } from './runbook.ts';

describe('stack-role-passed', () => {
  it('keeps the template before the stack goes', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'cloudformation.amazonaws.com',
        eventName: 'CreateStack',
        requestParameters: { stackName: 'shop', roleARN: 'arn:aws:iam::111122223333:role/Builder' },
      }),
    ]);

    const commands = stackRolePassed.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws cloudformation get-template --region eu-west-1 --stack-name shop',
    );
  });
});
