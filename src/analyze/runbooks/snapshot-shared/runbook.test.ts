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
});
