import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { identityProviderChanged } from './runbook.ts';

describe('identity-provider-changed', () => {
  it('keeps the metadata before the provider goes', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'iam.amazonaws.com',
        eventName: 'UpdateSAMLProvider',
        requestParameters: { sAMLProviderArn: 'arn:aws:iam::111122223333:saml-provider/sso' },
      }),
    ]);

    const commands = identityProviderChanged
      .steps(anAlert(), evidence)
      .map(({ command }) => command);

    expect(commands).toContain(
      'aws iam get-saml-provider --saml-provider-arn arn:aws:iam::111122223333:saml-provider/sso',
    );
  });
});
