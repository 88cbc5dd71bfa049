import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';
import { afterSharing, takenBack } from '../shared-copy.ts';

/** An image of a machine left the account or can, and with it all that lies on its disks. */
export const imageShared = defineRunbook({
  id: 'image-shared',
  title: 'An image of a machine was given away',
  appliesTo: {
    rules: ['ec2-image-*', 'ec2-machine-*'],
    actions: ['ec2:ModifyImageAttribute'],
  },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const image = text('requestParameters.imageId');
    return [
      keepFirst(
        'Keep who may start the image: the next command forgets it.',
        'data owner',
        cli`aws ec2 describe-image-attribute --region ${region} --image-id ${image} --attribute launchPermission`,
      ),
      step('contain', 'Take the image back from everybody.', {
        command: cli`aws ec2 reset-image-attribute --region ${region} --image-id ${image} --attribute launchPermission`,
        ...takenBack(undefined),
      }),
      step('contain', 'Block public sharing of images in this region.', {
        command: cli`aws ec2 enable-image-block-public-access --region ${image && region} --image-block-public-access-state block-new-sharing`,
        breaks: 'New images cannot be made public; those that are stay so.',
        rollback:
          cli`aws ec2 disable-image-block-public-access --region ${region}` || 'Disable the block.',
        owner: 'account owner',
      }),
      step('contain', 'Cancel the export of the machine.', {
        command: cli`aws ec2 cancel-export-task --region ${region} --export-task-id ${text('responseElements.exportTask.exportTaskId', 'responseElements.exportTaskId')}`,
        breaks: 'The export; what was written already stays in the bucket.',
        rollback: 'Start the export again.',
        owner: 'data owner',
      }),
      step('investigate', 'Find the machine and the snapshots that the image was made of.', {
        command: cli`aws ec2 describe-images --region ${region} --image-ids ${image}`,
      }),
      ...afterSharing(alert, evidence),
      step('verify', 'List the own images that anybody may start.', {
        command: cli`aws ec2 describe-images --region ${region} --owners self --executable-users all`,
      }),
    ];
  }),
});
