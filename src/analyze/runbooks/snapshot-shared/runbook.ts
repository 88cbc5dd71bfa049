import { forEach, inEachRegion } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, onlyAfter, step } from '../runbook.ts';
import { afterSharing, takenBack } from '../shared-copy.ts';

/** A copy of a disk left the account or can. */
export const snapshotShared = defineRunbook({
  id: 'snapshot-shared',
  title: 'A copy of a disk was given away',
  appliesTo: {
    rules: ['ec2-snapshot-*', 'ec2-public-sharing-*', 'ec2-disk-*', 'ebs-*'],
    actions: ['ec2:ModifySnapshotAttribute'],
  },

  steps: inEachRegion((alert, evidence) => {
    const { region } = alert;
    const snapshots = evidence.texts('requestParameters.snapshotId');
    return [
      ...forEach(snapshots, (snapshot) =>
        keepFirst(
          'Keep who has the snapshot: the next command forgets it.',
          'data owner',
          cli`aws ec2 describe-snapshot-attribute --region ${region} --snapshot-id ${snapshot} --attribute createVolumePermission`,
        ),
      ),
      ...forEach(snapshots, (snapshot) =>
        step('contain', 'Take the snapshot back from everybody.', {
          command: cli`aws ec2 reset-snapshot-attribute --region ${region} --snapshot-id ${snapshot} --attribute createVolumePermission`,
          ...takenBack(undefined),
        }),
      ),
      step('contain', 'Block public sharing of snapshots in this region.', {
        command: onlyAfter(
          evidence,
          'ec2:DisableSnapshotBlockPublicAccess ec2:ModifySnapshotAttribute',
          cli`aws ec2 enable-snapshot-block-public-access --region ${region} --state block-all-sharing`,
        ),
        breaks: 'Snapshots that are public on purpose.',
        rollback:
          cli`aws ec2 disable-snapshot-block-public-access --region ${region}` ||
          'Disable the block.',
        owner: 'account owner',
      }),
      step('contain', 'Encrypt new disks again.', {
        command: onlyAfter(
          evidence,
          'ec2:DisableEbsEncryptionByDefault',
          cli`aws ec2 enable-ebs-encryption-by-default --region ${region}`,
        ),
        breaks: 'Accounts that start machines from unencrypted images without a right to the key.',
        rollback:
          cli`aws ec2 disable-ebs-encryption-by-default --region ${region}` ||
          'Switch encryption by default off.',
        owner: 'account owner',
      }),
      step(
        'investigate',
        'Find the disk that the snapshot was made of and what lies on it. Take it as read from the moment of sharing: a copy cannot be called back.',
        {
          command: cli`aws ec2 describe-snapshots --region ${region} --snapshot-ids ${snapshots}`,
        },
      ),
      ...afterSharing(alert, evidence),
      step('verify', 'List the snapshots that anybody may use.', {
        command: cli`aws ec2 describe-snapshots --region ${region} --owner-ids self --restorable-by-user-ids all`,
      }),
    ];
  }),
});
