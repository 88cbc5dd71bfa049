import { forEach, inEachRegion } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, type Step, step } from '../runbook.ts';
import { succeeded } from '../succeeded.ts';

/** Machines, databases or buckets were deleted, or lost their protection. */
export const dataDestroyed = defineRunbook({
  id: 'data-destroyed',
  title: 'Data or machines were deleted',
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
      'logging-stopped-then-destruction',
    ],
  },
  stopsActor: true,

  steps: inEachRegion((alert, evidence) => {
    const { region } = alert;
    const { text, texts } = evidence;
    const gone = succeeded(evidence, 'rds:DeleteDBInstance dynamodb:DeleteTable');
    const goneDatabases = gone.texts('requestParameters.dBInstanceIdentifier');
    const goneTables = gone.texts('requestParameters.tableName');
    const databases = texts('requestParameters.dBInstanceIdentifier').filter(
      (name) => !goneDatabases.includes(name),
    );
    const tables = texts('requestParameters.tableName').filter(
      (name) => !goneTables.includes(name),
    );
    const isAllGone = databases.length + tables.length === 0 && gone.records.length > 0;
    return [
      ...(isAllGone ? [] : forEach(databases, (name) => protect(region, name))),
      ...(isAllGone ? [] : forEach(tables, (name) => recoverable(region, name))),
      step('preserve', 'List the snapshots and backups that are left.', {
        command: cli`aws backup list-backup-vaults --region ${region}`,
      }),
      ...forEach(goneDatabases, (name) => copiesOfDatabase(region, name)),
      ...forEach(goneTables, (name) => copiesOfTable(region, name)),
      step('investigate', 'List the snapshots of databases that are left.', {
        command: cli`aws rds describe-db-snapshots --region ${region}`,
      }),
      step('investigate', 'See whether deleted snapshots wait in the recycle bin.', {
        command: cli`aws ec2 list-snapshots-in-recycle-bin --region ${region}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Restore from the newest copy that is older than the first act of this actor.',
        {
          breaks: 'What was written after that copy is lost.',
          rollback: 'Restore beside what is there, and switch over last.',
          owner: 'data owner',
        },
      ),
      step('verify', 'Read the restored data, and let its owner say that it is complete.'),
      step('tell', 'Tell the owners of what is gone, and what can be restored.'),
    ];
  }),
});

/** What is gone has no protection to switch on: it comes back from a copy alone. */
function copiesOfDatabase(region: string, database: string | undefined): Step {
  return step(
    'preserve',
    'Find the backups that a deleted database left: it can be restored from them.',
    {
      command: cli`aws rds describe-db-instance-automated-backups --region ${region} --db-instance-identifier ${database}`,
    },
  );
}

function copiesOfTable(region: string, table: string | undefined): Step {
  return step(
    'preserve',
    'Find the backups that a deleted table left: it can be restored from them.',
    {
      command: cli`aws dynamodb list-backups --region ${region} --table-name ${table} --backup-type ALL`,
    },
  );
}

function protect(region: string, database: string | undefined): Step {
  return step('contain', 'Protect what is left: switch deletion protection on.', {
    command: cli`aws rds modify-db-instance --region ${region} --db-instance-identifier ${database} --deletion-protection --apply-immediately`,
    breaks:
      'Nobody can delete the database until it is off again; changes that wait for the maintenance window are made now.',
    rollback:
      cli`aws rds modify-db-instance --region ${region} --db-instance-identifier ${database} --no-deletion-protection --apply-immediately` ||
      'Switch deletion protection off.',
    owner: 'resource owner',
  });
}

function recoverable(region: string, table: string | undefined): Step {
  return step('contain', 'Switch recovery of the table on again.', {
    command: cli`aws dynamodb update-continuous-backups --region ${region} --table-name ${table} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
    breaks: 'Nothing; it costs storage.',
    rollback:
      cli`aws dynamodb update-continuous-backups --region ${region} --table-name ${table} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=false` ||
      'Switch recovery off.',
    owner: 'resource owner',
  });
}
