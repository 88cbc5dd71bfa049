import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { instanceAccess } from './runbook.ts';

describe('instance-access', () => {
  it('lists what was run on the instance', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ssm.amazonaws.com',
        eventName: 'SendCommand',
        requestParameters: {
          documentName: 'AWS-RunShellScript',
          instanceIds: ['i-0f1e2d3c4b5a69788'],
        },
      }),
    ]);

    const commands = instanceAccess.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ssm list-command-invocations --region eu-west-1 --instance-id i-0f1e2d3c4b5a69788 --details',
    );
  });
});
