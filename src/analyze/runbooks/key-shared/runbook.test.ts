import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { keyShared } from './runbook.ts';

describe('key-shared', () => {
  it('takes the grant back', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'kms.amazonaws.com',
        eventName: 'CreateGrant',
        requestParameters: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
        responseElements: { grantId: '0c237476b39f8bc4' },
      }),
    ]);

    const commands = keyShared.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws kms revoke-grant --region eu-west-1 --key-id 1234abcd-12ab-34cd-56ef-1234567890ab --grant-id 0c237476b39f8bc4',
    );
  });
});
