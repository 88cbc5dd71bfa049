import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { containersHijacked } from './runbook.ts';

function commandsFor(call: RawRecord): readonly (string | undefined)[] {
  const evidence = evidenceOf([aCallOfAlice(call)]);
  return containersHijacked.steps(anAlert(), evidence).map(({ command }) => command);
}

describe('containers-hijacked', () => {
  it('stops what was started', () => {
    const taskArn = 'arn:aws:ecs:eu-west-1:111122223333:task/c1/0f1e2d3c4b5a6978';

    const commands = commandsFor({
      eventSource: 'ecs.amazonaws.com',
      eventName: 'RunTask',
      requestParameters: { cluster: 'c1', taskDefinition: 'worker', count: 10 },
      responseElements: { tasks: [{ taskArn }] },
    });

    expect(commands).toContain(
      `aws ecs stop-task --region eu-west-1 --cluster c1 --task ${taskArn} --reason incident`,
    );
    expect(commands).toContain(
      'aws ecs describe-task-definition --region eu-west-1 --task-definition worker',
    );
  });

  it('brings a service down to nothing', () => {
    const commands = commandsFor({
      eventSource: 'ecs.amazonaws.com',
      eventName: 'CreateService',
      requestParameters: { cluster: 'c1', serviceName: 'worker', desiredCount: 200 },
    });

    expect(commands).toContain(
      'aws ecs update-service --region eu-west-1 --cluster c1 --service worker --desired-count 0',
    );
  });

  it('takes the definition of a job out of use', () => {
    const jobDefinitionArn = 'arn:aws:batch:eu-west-1:111122223333:job-definition/j:1';

    const commands = commandsFor({
      eventSource: 'batch.amazonaws.com',
      eventName: 'RegisterJobDefinition',
      requestParameters: { jobDefinitionName: 'j' },
      responseElements: { jobDefinitionArn },
    });

    expect(commands).toContain(
      `aws batch deregister-job-definition --region eu-west-1 --job-definition ${jobDefinitionArn}`,
    );
  });
});
