import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { rightsRaised } from './runbook.ts';

describe('rights-raised', () => {
  it('takes back the policy that was attached', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventName: 'AttachUserPolicy',
        requestParameters: {
          userName: 'helper',
          policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      }),
    ]);

    const commands = rightsRaised.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws iam detach-user-policy --user-name helper --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
    );
  });
});
