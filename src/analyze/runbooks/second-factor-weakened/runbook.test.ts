import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { secondFactorWeakened } from './runbook.ts';

describe('second-factor-weakened', () => {
  it('looks which devices are left', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'iam.amazonaws.com',
        eventName: 'DeactivateMFADevice',
        requestParameters: { userName: 'bob', serialNumber: 'arn:aws:iam::111122223333:mfa/bob' },
      }),
    ]);

    const commands = secondFactorWeakened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws iam list-mfa-devices --user-name bob');
  });
});
