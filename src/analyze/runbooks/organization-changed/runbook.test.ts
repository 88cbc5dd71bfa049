import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { organizationChanged } from './runbook.ts';

describe('organization-changed', () => {
  it('switches a region off again', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'account.amazonaws.com',
        eventName: 'EnableRegion',
        requestParameters: { regionName: 'af-south-1' },
      }),
    ]);

    const commands = organizationChanged.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws account disable-region --region-name af-south-1');
  });
});
