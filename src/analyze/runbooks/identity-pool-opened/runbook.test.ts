import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { identityPoolOpened } from './runbook.ts';

describe('identity-pool-opened', () => {
  it('gives no more credentials to guests', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'cognito-identity.amazonaws.com',
        eventName: 'CreateIdentityPool',
        requestParameters: { identityPoolName: 'shop' },
        responseElements: { identityPoolId: 'eu-west-1:0b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a11' },
      }),
    ]);

    const commands = identityPoolOpened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws cognito-identity update-identity-pool --region eu-west-1 --identity-pool-id eu-west-1:0b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a11 --identity-pool-name shop --no-allow-unauthenticated-identities',
    );
  });
});
