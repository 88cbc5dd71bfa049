import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { containerChanged } from './runbook.ts';

describe('container-changed', () => {
  it('lists the images that were pushed', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ecr.amazonaws.com',
        eventName: 'PutImage',
        requestParameters: { repositoryName: 'shop', imageTag: 'latest' },
      }),
    ]);

    const commands = containerChanged.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws ecr describe-images --region eu-west-1 --repository-name shop');
  });
});
