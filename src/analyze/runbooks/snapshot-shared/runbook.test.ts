import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { snapshotShared } from './runbook.ts';

describe('snapshot-shared', () => {
  it('takes a disk snapshot back', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'ModifySnapshotAttribute',
        requestParameters: { snapshotId: 'snap-0123456789abcdef0' },
      }),
    ]);

    const commands = snapshotShared.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 reset-snapshot-attribute --region eu-west-1 --snapshot-id snap-0123456789abcdef0 --attribute createVolumePermission',
    );
  });

  it('takes a database snapshot back from those it was shared with', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'rds.amazonaws.com',
        eventName: 'ModifyDBSnapshotAttribute',
        requestParameters: { dBSnapshotIdentifier: 'orders', valuesToAdd: ['999988887777'] },
      }),
    ]);

    const commands = snapshotShared.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws rds modify-db-snapshot-attribute --region eu-west-1 --db-snapshot-identifier orders --attribute-name restore --values-to-remove 999988887777',
    );
  });
});
