import type { EnrichedAlert } from '#src/model/alert.ts';
import type { Evidence } from '../../evidence.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, onlyAfter, type Step, step } from '../runbook.ts';

/** A copy of a disk, an image or a database left the account or can. */
export const snapshotShared = defineRunbook({
  id: 'snapshot-shared',
  title: 'A copy of a disk or database was given away',
  appliesTo: {
    rules: [
      'ec2-snapshot-*',
      'ec2-image-*',
      'ec2-public-sharing-*',
      'ec2-machine-*',
      'ec2-disk-*',
      'ebs-*',
      'rds-snapshot-*',
      'redshift-data-*',
      'dynamodb-table-exported',
    ],
  },

  steps(alert, evidence) {
    const { text } = evidence;
    const region = alert.region;
    const snapshot = text('requestParameters.snapshotId');
    return [
      ...takeBack(alert, evidence),
      step(
        'investigate',
        'Find the disk that the snapshot was made of and what lies on it. Take it as read from the moment of sharing: a copy cannot be called back.',
        cli`aws ec2 describe-snapshots --region ${region} --snapshot-ids ${snapshot}`,
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Change the passwords and keys that lie on the disk or in the database.'),
      step(
        'tell',
        'Tell the owner of the data, and who decides whether the loss must be reported.',
      ),
    ];
  },
});

/** What ends the sharing, for each kind of thing that can be shared. */
function takeBack({ region }: EnrichedAlert, evidence: Evidence): readonly Step[] {
  const { text, texts } = evidence;
  const snapshot = text('requestParameters.snapshotId');
  return [
    step(
      'contain',
      'Take the snapshot back from everybody.',
      cli`aws ec2 reset-snapshot-attribute --region ${region} --snapshot-id ${snapshot} --attribute createVolumePermission`,
    ),
    step(
      'contain',
      'Take the image back from everybody.',
      cli`aws ec2 reset-image-attribute --region ${region} --image-id ${text('requestParameters.imageId')} --attribute launchPermission`,
    ),
    step(
      'contain',
      'Take the snapshot of the database back.',
      cli`aws rds modify-db-snapshot-attribute --region ${region} --db-snapshot-identifier ${text('requestParameters.dBSnapshotIdentifier')} --attribute-name restore --values-to-remove ${texts('requestParameters.valuesToAdd')}`,
    ),
    step(
      'contain',
      'Take the snapshot of the database cluster back.',
      cli`aws rds modify-db-cluster-snapshot-attribute --region ${region} --db-cluster-snapshot-identifier ${text('requestParameters.dBClusterSnapshotIdentifier')} --attribute-name restore --values-to-remove ${texts('requestParameters.valuesToAdd')}`,
    ),
    step(
      'contain',
      'Take the snapshot of the warehouse back.',
      cli`aws redshift revoke-snapshot-access --region ${region} --snapshot-identifier ${text('requestParameters.snapshotIdentifier')} --account-with-restore-access ${text('requestParameters.accountWithRestoreAccess')}`,
    ),
    step(
      'contain',
      'Block public sharing of snapshots in this region.',
      onlyAfter(
        evidence,
        'ec2:DisableSnapshotBlockPublicAccess ec2:ModifySnapshotAttribute',
        cli`aws ec2 enable-snapshot-block-public-access --region ${region} --state block-all-sharing`,
      ),
    ),
    step(
      'contain',
      'Encrypt new disks again.',
      onlyAfter(
        evidence,
        'ec2:DisableEbsEncryptionByDefault',
        cli`aws ec2 enable-ebs-encryption-by-default --region ${region}`,
      ),
    ),
  ];
}
