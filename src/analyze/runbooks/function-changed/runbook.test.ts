import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { functionChanged } from './runbook.ts';

describe('function-changed', () => {
  it('takes the permission away again', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'lambda.amazonaws.com',
        eventName: 'AddPermission20150331v2',
        requestParameters: { functionName: 'orders', statementId: 'backdoor', principal: '*' },
      }),
    ]);

    const commands = functionChanged.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws lambda remove-permission --region eu-west-1 --function-name orders --statement-id backdoor',
    );
  });
});
