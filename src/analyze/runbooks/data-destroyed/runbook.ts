import { confirmWithOwner, readSameCredentials, switchKeyOff } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Machines, databases, backups or names were deleted. */
export const dataDestroyed = defineRunbook({
  id: 'data-destroyed',
  title: 'Data, machines or backups were deleted',
  appliesTo: {
    rules: [
      's3-bucket-deleted',
      's3-mass-bucket-*',
      'rds-deleted-*',
      'rds-mass-*',
      'rds-deletion-*',
      'dynamodb-recovery-*',
      'dynamodb-mass-*',
      'ec2-mass-*',
      'ec2-many-instances-terminated-*',
      'ec2-snapshots-*',
      'backup-*',
      'route53-zone-*',
    ],
  },

  steps(alert, { text }) {
    const region = alert.region;
    return [
      switchKeyOff({ text }),
      step(
        'contain',
        'Protect what is left: switch deletion protection on.',
        cli`aws rds modify-db-instance --region ${region} --db-instance-identifier ${text('requestParameters.dBInstanceIdentifier')} --deletion-protection --apply-immediately`,
      ),
      step(
        'contain',
        'Switch recovery of the table on again.',
        cli`aws dynamodb update-continuous-backups --region ${region} --table-name ${text('requestParameters.tableName')} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
      ),
      step(
        'preserve',
        'List the snapshots and backups that are left.',
        cli`aws backup list-backup-vaults --region ${region}`,
      ),
      step(
        'investigate',
        'List the snapshots of databases that are left.',
        cli`aws rds describe-db-snapshots --region ${region}`,
      ),
      step(
        'investigate',
        'See whether deleted snapshots wait in the recycle bin.',
        cli`aws ec2 list-snapshots-in-recycle-bin --region ${region}`,
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Restore from the newest copy that is older than the first act of this actor.',
      ),
      step('tell', 'Tell the owners of what is gone, and what can be restored.'),
    ];
  },
});
