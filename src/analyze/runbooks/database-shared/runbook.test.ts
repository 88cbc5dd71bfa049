import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { databaseShared } from './runbook.ts';

describe('database-shared', () => {
  it('takes a database snapshot back from those it was shared with', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'rds.amazonaws.com',
        eventName: 'ModifyDBSnapshotAttribute',
        requestParameters: { dBSnapshotIdentifier: 'orders', valuesToAdd: ['999988887777'] },
      }),
    ]);

    const commands = databaseShared.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws rds modify-db-snapshot-attribute --region eu-west-1 --db-snapshot-identifier orders --attribute-name restore --values-to-remove 999988887777',
    );
  });
});
