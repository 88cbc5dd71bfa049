import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { detectorDisabled } from './runbook.ts';

describe('detector-disabled', () => {
  it('switches the suspended detector on again', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'guardduty.amazonaws.com',
        eventName: 'UpdateDetector',
        requestParameters: { detectorId: '12abc34d567e8fa901bc2d34e56789f0', enable: false },
      }),
    ]);

    const commands = detectorDisabled.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws guardduty update-detector --region eu-west-1 --detector-id 12abc34d567e8fa901bc2d34e56789f0 --enable',
    );
  });
});
