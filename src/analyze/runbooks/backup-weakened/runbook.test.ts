import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { backupWeakened } from './runbook.ts';

describe('backup-weakened', () => {
  it('keeps what is left in the vault', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'backup.amazonaws.com',
        eventName: 'DeleteRecoveryPoint',
        requestParameters: { backupVaultName: 'daily' },
      }),
    ]);

    const commands = backupWeakened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws backup list-recovery-points-by-backup-vault --region eu-west-1 --backup-vault-name daily',
    );
  });
});
