import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { dataJobHijacked } from './runbook.ts';

describe('data-job-hijacked', () => {
  it('stops the cluster', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'elasticmapreduce.amazonaws.com',
        eventName: 'RunJobFlow',
        requestParameters: { jobFlowRole: 'EMR_EC2_DefaultRole' },
        responseElements: { jobFlowId: 'j-3EXAMPLE' },
      }),
    ]);

    const commands = dataJobHijacked.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws emr terminate-clusters --region eu-west-1 --cluster-ids j-3EXAMPLE',
    );
  });
});
