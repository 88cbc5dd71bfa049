import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { keyQuarantined } from './runbook.ts';

describe('key-quarantined', () => {
  it('puts the quarantine back', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'iam.amazonaws.com',
        eventName: 'DetachUserPolicy',
        requestParameters: {
          userName: 'bob',
          policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
        },
      }),
    ]);

    const commands = keyQuarantined.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
    );
  });
});
