import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, onlyAfter, step } from '../runbook.ts';

/** A database can be reached from the internet, or somebody else knows its password. */
export const databaseOpened = defineRunbook({
  id: 'database-opened',
  title: 'A database was opened or taken over',
  appliesTo: { rules: ['rds-made-*', 'rds-restored-*', 'rds-master-*', 'redshift-made-*'] },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const database = text('requestParameters.dBInstanceIdentifier');
    const cluster = text('requestParameters.clusterIdentifier');
    return [
      step('contain', 'Take the public address away from the database.', {
        command: cli`aws rds modify-db-instance --region ${region} --db-instance-identifier ${database} --no-publicly-accessible --apply-immediately`,
        breaks:
          'Everybody who connects from outside the network; the database restarts its listener.',
        rollback:
          cli`aws rds modify-db-instance --region ${region} --db-instance-identifier ${database} --publicly-accessible --apply-immediately` ||
          'Make it publicly accessible again.',
        owner: 'resource owner',
      }),
      step('contain', 'Take the public address away from the warehouse.', {
        command: cli`aws redshift modify-cluster --region ${region} --cluster-identifier ${cluster} --no-publicly-accessible`,
        breaks: 'Everybody who connects from outside the network.',
        rollback:
          cli`aws redshift modify-cluster --region ${region} --cluster-identifier ${cluster} --publicly-accessible` ||
          'Make it publicly accessible again.',
        owner: 'resource owner',
      }),
      step('preserve', 'Take a snapshot of the database.', {
        command: cli`aws rds create-db-snapshot --region ${region} --db-instance-identifier ${database} --db-snapshot-identifier ${database && `evidence-${database}`}`,
      }),
      step('investigate', 'See which groups let whom reach the database.', {
        command: cli`aws rds describe-db-instances --region ${region} --db-instance-identifier ${database}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Give the database a new master password that Secrets Manager keeps.', {
        command: onlyAfter(
          evidence,
          'rds:ModifyDBInstance rds:ModifyDBCluster',
          cli`aws rds modify-db-instance --region ${region} --db-instance-identifier ${database} --manage-master-user-password --apply-immediately`,
        ),
        breaks: 'Programs that know the old password.',
        rollback: 'Set a password of your own with --master-user-password.',
        owner: 'resource owner',
      }),
      step('eradicate', 'Delete a restored copy that nobody ordered, with a last snapshot.', {
        command: onlyAfter(
          evidence,
          'rds:RestoreDBInstanceFromDBSnapshot rds:RestoreDBInstanceToPointInTime',
          cli`aws rds delete-db-instance --region ${region} --db-instance-identifier ${database} --final-db-snapshot-identifier ${database && `evidence-final-${database}`}`,
        ),
        breaks: 'The copy is gone.',
        rollback: 'Restore it from the last snapshot.',
        owner: 'data owner',
      }),
      step('verify', 'Read in the log of the database who connected while it was open.', {
        command: cli`aws rds describe-db-log-files --region ${region} --db-instance-identifier ${database}`,
      }),
      step('tell', 'Tell the owner of the data for how long it could be reached.'),
    ];
  }),
});
