import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { secretsRead } from './runbook.ts';

describe('secrets-read', () => {
  it('changes the secret', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'secretsmanager.amazonaws.com',
        eventName: 'GetSecretValue',
        requestParameters: { secretId: 'prod/orders' },
      }),
    ]);

    const commands = secretsRead.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws secretsmanager rotate-secret --region eu-west-1 --secret-id prod/orders',
    );
  });
});
