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
      'aws ec2 stop-instances --region eu-west-1 --instance-ids i-0f1e2d3c4b5a69788',
    );
  });

  it('gives one command for each region, with all machines that lie there, and says what is missing', () => {
    const started = (awsRegion: string, ...ids: readonly string[]) =>
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'RunInstances',
        awsRegion,
        responseElements: { instancesSet: { items: ids.map((instanceId) => ({ instanceId })) } },
      });
    const evidence = evidenceOf([
      started('eu-west-1', 'i-1', 'i-2'),
      started('us-east-1', 'i-3'),
      started('eu-west-1', 'i-4'),
    ]);

    const steps = computeHijacked.steps(anAlert({ count: 12 }), evidence);

    const stops = steps.filter(({ command }) => command?.includes('stop-instances'));
    expect(stops.map(({ command }) => command)).toEqual([
      'aws ec2 stop-instances --region eu-west-1 --instance-ids i-1 i-2 i-4',
      'aws ec2 stop-instances --region us-east-1 --instance-ids i-3',
    ]);
    expect(steps.map(({ step }) => step).join(' ')).toContain('List the 9 others');
  });
});
