import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { instanceCredentialsStolen } from './runbook.ts';

describe('instance-credentials-stolen', () => {
  it('requires session tokens on the instance', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        userIdentity: {
          type: 'AssumedRole',
          principalId: 'AROAEXAMPLEORDERSAPPX:i-0f1e2d3c4b5a69788',
          sessionContext: { sessionIssuer: { userName: 'orders-app' } },
        },
      }),
    ]);

    const commands = instanceCredentialsStolen
      .steps(anAlert(), evidence)
      .map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 modify-instance-metadata-options --region eu-west-1 --instance-id i-0f1e2d3c4b5a69788 --http-tokens required',
    );
    expect(commands).toContain('aws iam list-attached-role-policies --role-name orders-app');
  });
});
