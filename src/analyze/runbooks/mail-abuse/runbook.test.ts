import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { mailAbuse } from './runbook.ts';

describe('mail-abuse', () => {
  it('stops sending', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ses.amazonaws.com',
        eventName: 'VerifyEmailIdentity',
        requestParameters: { emailAddress: 'billing@example.com' },
      }),
    ]);

    const commands = mailAbuse.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws sesv2 put-account-sending-attributes --region eu-west-1 --no-sending-enabled',
    );
    expect(commands).toContain(
      'aws sesv2 delete-email-identity --region eu-west-1 --email-identity billing@example.com',
    );
  });
});
