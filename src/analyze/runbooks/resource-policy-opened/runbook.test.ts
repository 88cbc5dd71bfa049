import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { resourcePolicyOpened } from './runbook.ts';

describe('resource-policy-opened', () => {
  it('deletes the share', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ram.amazonaws.com',
        eventName: 'CreateResourceShare',
        requestParameters: { name: 'shop' },
        responseElements: {
          resourceShare: {
            resourceShareArn: 'arn:aws:ram:eu-west-1:111122223333:resource-share/0b9f6d0e',
          },
        },
      }),
    ]);

    const commands = resourcePolicyOpened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ram delete-resource-share --region eu-west-1 --resource-share-arn arn:aws:ram:eu-west-1:111122223333:resource-share/0b9f6d0e',
    );
  });
});
