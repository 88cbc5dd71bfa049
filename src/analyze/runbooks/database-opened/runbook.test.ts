import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { databaseOpened } from './runbook.ts';

describe('database-opened', () => {
  it('takes the public address away from a database', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'rds.amazonaws.com',
        eventName: 'ModifyDBInstance',
        requestParameters: { dBInstanceIdentifier: 'orders', publiclyAccessible: true },
      }),
    ]);

    const commands = databaseOpened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws rds modify-db-instance --region eu-west-1 --db-instance-identifier orders --no-publicly-accessible --apply-immediately',
    );
  });
});
