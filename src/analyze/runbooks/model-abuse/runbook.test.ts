import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { modelAbuse } from './runbook.ts';

describe('model-abuse', () => {
  it('looks at the recording of prompts', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'bedrock.amazonaws.com',
        eventName: 'InvokeModel',
        requestParameters: { modelId: 'example.model-v1' },
      }),
    ]);

    const commands = modelAbuse.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws bedrock get-model-invocation-logging-configuration --region eu-west-1',
    );
  });
});
