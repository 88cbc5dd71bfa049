import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { certificateTrustChanged } from './runbook.ts';

describe('certificate-trust-changed', () => {
  it('disables the new trust anchor in its region', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'rolesanywhere.amazonaws.com',
        eventName: 'CreateTrustAnchor',
        responseElements: {
          trustAnchor: { trustAnchorId: '6f2f1c7f-0a11-4b8e-9a55-0b9f6d0e6f0c' },
        },
      }),
    ]);

    const commands = certificateTrustChanged
      .steps(anAlert(), evidence)
      .map(({ command }) => command);

    expect(commands).toContain(
      'aws rolesanywhere disable-trust-anchor --region eu-west-1 --trust-anchor-id 6f2f1c7f-0a11-4b8e-9a55-0b9f6d0e6f0c',
    );
  });
});
