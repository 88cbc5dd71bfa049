import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** Backups were deleted, or whatever keeps them from being deleted. It comes before destruction and ransom. */
export const backupWeakened = defineRunbook({
  id: 'backup-weakened',
  title: 'Backups were deleted or lost their protection',
  appliesTo: {
    rules: ['backup-*'],
    actions: ['backup:DeleteBackupVault*', 'backup:DeleteRecoveryPoint'],
  },
  stopsActor: true,

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const vault = text('requestParameters.backupVaultName');
    const plan = text('requestParameters.backupPlanId');
    return [
      keepFirst(
        'Keep the policy of the vault as it is now.',
        'resource owner',
        cli`aws backup get-backup-vault-access-policy --region ${region} --backup-vault-name ${vault}`,
      ),
      step('contain', 'Keep everybody from deleting what is left in the vault.', {
        command: cli`aws backup put-backup-vault-access-policy --region ${region} --backup-vault-name ${vault} --policy ${vault && keepAll}`,
        breaks:
          'Backups past their time are kept as well, and a policy that was there is replaced.',
        rollback:
          cli`aws backup delete-backup-vault-access-policy --region ${region} --backup-vault-name ${vault}` ||
          'Delete the policy of the vault.',
        owner: 'resource owner',
      }),
      step('preserve', 'List the recovery points that are left.', {
        command: cli`aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name ${vault}`,
      }),
      step('investigate', 'Look for copies of the deleted ones in other accounts and regions.', {
        command: cli`aws backup list-copy-jobs --region ${region}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Lock the vault again, so that not even administrators can delete from it.',
        {
          command: cli`aws backup put-backup-vault-lock-configuration --region ${region} --backup-vault-name ${vault} --min-retention-days 7 --changeable-for-days 3`,
          breaks: 'Nobody can shorten how long backups are kept.',
          rollback:
            cli`aws backup delete-backup-vault-lock-configuration --region ${region} --backup-vault-name ${vault}` ||
            'Delete the lock within three days; after that it stays.',
          owner: 'data owner',
        },
      ),
      step('verify', 'Check that the plan is there and makes backups.', {
        command: cli`aws backup get-backup-plan --region ${region} --backup-plan-id ${plan}`,
      }),
      step('verify', 'Check that the next backup job ran.', {
        command: cli`aws backup list-backup-jobs --region ${region}`,
      }),
      step('tell', 'Tell the owners of the data which days can no longer be restored.'),
    ];
  }),
});

const keepAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
      Resource: '*',
    },
  ],
});
