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

  it('creates a deleted trail again instead of starting what is gone', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'StopLogging',
        requestParameters: { name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main' },
      }),
      aCallOfAlice({
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'DeleteTrail',
        requestParameters: { name: 'main' },
      }),
    ]);

    const steps = trailTampered.steps(anAlert(), evidence);

    const commands = steps.flatMap(({ command }) => command ?? []);
    expect(
      commands.filter((each) => /start-logging|event-selectors|get-trail-status/.test(each)),
    ).toEqual([]);
    expect(steps.map((each) => each.step)).not.toContain('Start the recording again.');
    expect(steps[0]?.step).toContain('Create the deleted trail main again');
    expect(commands).toContain('aws cloudtrail describe-trails --region eu-west-1');
  });

  it('still starts a trail whose deletion was refused', () => {
    const trail = { eventSource: 'cloudtrail.amazonaws.com', requestParameters: { name: 'main' } };
    const evidence = evidenceOf([
      aCallOfAlice({ ...trail, eventName: 'StopLogging' }),
      aCallOfAlice({ ...trail, eventName: 'DeleteTrail', errorCode: 'AccessDenied' }),
    ]);

    const commands = trailTampered.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws cloudtrail start-logging --region eu-west-1 --name main');
  });
});
