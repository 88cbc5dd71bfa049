import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { computeHijacked } from './runbook.ts';

describe('compute-hijacked', () => {
  it('stops the machines', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'RunInstances',
        requestParameters: { instanceType: 'g5.12xlarge' },
        responseElements: { instancesSet: { items: [{ instanceId: 'i-0f1e2d3c4b5a69788' }] } },
      }),
    ]);

    const commands = computeHijacked.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 stop-instances --region eu-west-1 --instance-ids i-0f1e2d3c4b5a69788 --force',
    );
  });
});
