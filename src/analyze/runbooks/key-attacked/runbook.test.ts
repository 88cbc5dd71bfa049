import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { keyAttacked } from './runbook.ts';

describe('key-attacked', () => {
  it('stops the deletion', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'kms.amazonaws.com',
        eventName: 'ScheduleKeyDeletion',
        requestParameters: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
      }),
    ]);

    const commands = keyAttacked.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws kms cancel-key-deletion --region eu-west-1 --key-id 1234abcd-12ab-34cd-56ef-1234567890ab',
    );
  });
});
