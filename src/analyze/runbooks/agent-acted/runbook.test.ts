import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { agentActed } from './runbook.ts';

describe('agent-acted', () => {
  it('asks whether the agent was told to', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 's3.amazonaws.com',
        eventName: 'PutBucketPolicy',
        requestParameters: { bucketName: 'orders' },
      }),
    ]);

    const texts = agentActed.steps(anAlert(), evidence).map(({ step }) => step);

    expect(texts).toContain('Ask the person behind alice whether the change was asked for.');
  });
});
