import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { dataDestroyed } from './runbook.ts';

describe('data-destroyed', () => {
  it('looks for what can be restored and stops the key', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'rds.amazonaws.com',
        eventName: 'DeleteDBInstance',
        requestParameters: { dBInstanceIdentifier: 'orders' },
      }),
    ]);

    const commands = dataDestroyed.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws rds describe-db-snapshots --region eu-west-1');
    expect(commands).toContain(
      'aws iam update-access-key --user-name alice --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive',
    );
  });
});
