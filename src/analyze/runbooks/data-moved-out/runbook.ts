import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** A way was made by which files leave past the usual doors. */
export const dataMovedOut = defineRunbook({
  id: 'data-moved-out',
  title: 'A way out for files was made',
  appliesTo: { rules: ['transfer-*', 'datasync-*'] },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const server = text('requestParameters.serverId', 'responseElements.serverId');
    const user = text('requestParameters.userName');
    const task = text('requestParameters.taskArn', 'responseElements.taskArn');
    return [
      step('contain', 'Stop the transfer server.', {
        command: cli`aws transfer stop-server --region ${region} --server-id ${server}`,
        breaks: 'Everybody who sends or fetches files over this server.',
        rollback:
          cli`aws transfer start-server --region ${region} --server-id ${server}` ||
          'Start the server again.',
        owner: 'resource owner',
      }),
      keepFirst(
        'Keep the transfer user: its role, its folder and its keys.',
        'resource owner',
        cli`aws transfer describe-user --region ${region} --server-id ${server} --user-name ${user}`,
      ),
      step('contain', 'Delete the transfer user.', {
        command: cli`aws transfer delete-user --region ${region} --server-id ${server} --user-name ${user}`,
        breaks: `${user ?? 'The user'} can no longer send or fetch files.`,
        rollback: 'Create the user again from what was kept first.',
        owner: 'resource owner',
      }),
      step('contain', 'Cancel the copying that runs now.', {
        command: cli`aws datasync cancel-task-execution --region ${region} --task-execution-arn ${text('responseElements.taskExecutionArn')}`,
        breaks: 'The copy stays incomplete.',
        rollback: 'Start the task again.',
        owner: 'data owner',
      }),
      step('preserve', 'Keep the settings of the task: from where to where it copies.', {
        command: cli`aws datasync describe-task --region ${region} --task-arn ${task}`,
      }),
      step('preserve', 'Keep the settings of the server.', {
        command: cli`aws transfer describe-server --region ${region} --server-id ${server}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Delete the task when nobody owns it.', {
        command: cli`aws datasync delete-task --region ${region} --task-arn ${task}`,
        breaks: 'Every later run of this copy.',
        rollback: 'Create the task again from the settings that were kept.',
        owner: 'data owner',
      }),
      step('verify', 'List the servers that are reachable from the internet.', {
        command: cli`aws transfer list-servers --region ${region}`,
      }),
      step('tell', 'Tell the owner of the data which of it could leave.'),
    ];
  }),
});
