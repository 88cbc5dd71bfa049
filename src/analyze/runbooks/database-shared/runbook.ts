import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';
import { afterSharing, takenBack } from '../shared-copy.ts';

/** A copy of a database, a table or a warehouse left the account or can. */
export const databaseShared = defineRunbook({
  id: 'database-shared',
  title: 'A copy of a database was given away',
  appliesTo: { rules: ['rds-snapshot-*', 'redshift-data-*', 'dynamodb-table-exported'] },

  steps: forEachCall((alert, evidence) => {
    const { text, texts } = evidence;
    const { region } = alert;
    const snapshot = text('requestParameters.dBSnapshotIdentifier');
    const clusterSnapshot = text('requestParameters.dBClusterSnapshotIdentifier');
    const added = texts('requestParameters.valuesToAdd');
    const warehouse = text('requestParameters.snapshotIdentifier');
    const receiver = text('requestParameters.accountWithRestoreAccess');
    return [
      keepFirst(
        'Keep who has the snapshot.',
        'data owner',
        cli`aws rds describe-db-snapshot-attributes --region ${region} --db-snapshot-identifier ${snapshot}`,
      ),
      keepFirst(
        'Keep who has the snapshot of the cluster.',
        'data owner',
        cli`aws rds describe-db-cluster-snapshot-attributes --region ${region} --db-cluster-snapshot-identifier ${clusterSnapshot}`,
      ),
      keepFirst(
        'Keep who has the snapshot of the warehouse.',
        'data owner',
        cli`aws redshift describe-cluster-snapshots --region ${region} --snapshot-identifier ${warehouse}`,
      ),
      step('contain', 'Take the snapshot of the database back.', {
        command: cli`aws rds modify-db-snapshot-attribute --region ${region} --db-snapshot-identifier ${snapshot} --attribute-name restore --values-to-remove ${added}`,
        ...takenBack(
          cli`aws rds modify-db-snapshot-attribute --region ${region} --db-snapshot-identifier ${snapshot} --attribute-name restore --values-to-add ${added}`,
        ),
      }),
      step('contain', 'Take the snapshot of the database cluster back.', {
        command: cli`aws rds modify-db-cluster-snapshot-attribute --region ${region} --db-cluster-snapshot-identifier ${clusterSnapshot} --attribute-name restore --values-to-remove ${added}`,
        ...takenBack(
          cli`aws rds modify-db-cluster-snapshot-attribute --region ${region} --db-cluster-snapshot-identifier ${clusterSnapshot} --attribute-name restore --values-to-add ${added}`,
        ),
      }),
      step('contain', 'Take the snapshot of the warehouse back.', {
        command: cli`aws redshift revoke-snapshot-access --region ${region} --snapshot-identifier ${warehouse} --account-with-restore-access ${receiver}`,
        ...takenBack(
          cli`aws redshift authorize-snapshot-access --region ${region} --snapshot-identifier ${warehouse} --account-with-restore-access ${receiver}`,
        ),
      }),
      step('contain', 'Cancel the export of the snapshot.', {
        command: cli`aws rds cancel-export-task --region ${region} --export-task-identifier ${text('requestParameters.exportTaskIdentifier')}`,
        breaks: 'The export; what was written already stays in the bucket.',
        rollback: 'Start the export again.',
        owner: 'data owner',
      }),
      step('investigate', 'See where the exports of the table went.', {
        command: cli`aws dynamodb list-exports --region ${region} --table-arn ${text('requestParameters.tableArn')}`,
      }),
      ...afterSharing(alert, evidence),
      step('verify', 'List the own snapshots that anybody may restore.', {
        command: cli`aws rds describe-db-snapshots --region ${region} --snapshot-type public`,
      }),
    ];
  }),
});
