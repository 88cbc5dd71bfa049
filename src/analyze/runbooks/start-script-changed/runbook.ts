import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { keepDisks } from '../keep-disks.ts';
import { defineRunbook, step } from '../runbook.ts';

/** What an instance runs when it starts was changed: whoever wrote it is its administrator from the next start on. */
export const startScriptChanged = defineRunbook({
  id: 'start-script-changed',
  title: 'The start script of an instance was changed',
  appliesTo: { rules: ['ec2-user-data-changed'] },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const instance = text('requestParameters.instanceId');
    return [
      step('contain', 'Keep the instance stopped, or isolate it when it already runs again.', {
        command: cli`aws ec2 stop-instances --region ${region} --instance-ids ${instance}`,
        breaks: 'Everything that the instance serves; what is in its memory is lost.',
        rollback:
          cli`aws ec2 start-instances --region ${region} --instance-ids ${instance}` ||
          'Start the instance again.',
        owner: 'resource owner',
      }),
      step('preserve', 'Keep the start script: it shows what the actor wanted to run.', {
        command: cli`aws ec2 describe-instance-attribute --region ${region} --instance-id ${instance} --attribute userData`,
      }),
      step('preserve', 'Keep the disks.', {
        command: keepDisks(region, instance),
      }),
      step('investigate', 'See which role the instance has: the script could use it.', {
        command: cli`aws ec2 describe-iam-instance-profile-associations --region ${region} --filters ${instance && `Name=instance-id,Values=${instance}`}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Build the instance anew from its image and the script of the repository.',
        {
          breaks: 'What only lies on the old instance.',
          rollback: 'Start the old instance from the snapshots.',
          owner: 'resource owner',
        },
      ),
      step('verify', 'Compare the script of the new instance with the one in the repository.'),
      step('tell', 'Tell the owner of the instance that somebody else could be its administrator.'),
    ];
  }),
});
