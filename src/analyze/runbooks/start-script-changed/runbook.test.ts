import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { startScriptChanged } from './runbook.ts';

describe('start-script-changed', () => {
  it('keeps the start script', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'ModifyInstanceAttribute',
        requestParameters: { instanceId: 'i-0f1e2d3c4b5a69788' },
      }),
    ]);

    const commands = startScriptChanged.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 describe-instance-attribute --region eu-west-1 --instance-id i-0f1e2d3c4b5a69788 --attribute userData',
    );
  });
});
