import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { trailTampered } from './runbook.ts';

describe('trail-tampered', () => {
  it('starts the recording of the trail again', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'StopLogging',
        requestParameters: { name: 'main' },
      }),
    ]);

    const commands = trailTampered.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws cloudtrail start-logging --region eu-west-1 --name main');
  });
});
