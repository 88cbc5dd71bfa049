import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** An image, a task or a service of containers was changed or opened. */
export const containerChanged = defineRunbook({
  id: 'container-changed',
  title: 'A container or its image was changed',
  appliesTo: { rules: ['ecr-*', 'ecs-*'] },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const definition = text('responseElements.taskDefinition.taskDefinitionArn');
    const repository = text('requestParameters.repositoryName');
    const tag = text('requestParameters.imageTag');
    const cluster = text('requestParameters.cluster');
    const task = text('requestParameters.task');
    return [
      keepFirst(
        'Keep the policy of the repository.',
        'resource owner',
        cli`aws ecr get-repository-policy --region ${region} --repository-name ${repository}`,
      ),
      keepFirst(
        'Keep what AWS says about the task: an hour after its end it is forgotten.',
        'resource owner',
        cli`aws ecs describe-tasks --region ${region} --cluster ${cluster} --tasks ${task}`,
      ),
      step('contain', 'Take the new task definition out of use.', {
        command: cli`aws ecs deregister-task-definition --region ${region} --task-definition ${definition}`,
        breaks: 'Services that use it start no further tasks; running ones go on.',
        rollback: 'Register the definition again; it gets a new revision number.',
        owner: 'resource owner',
      }),
      step('contain', 'Stop the task that the shell was opened in.', {
        command: cli`aws ecs stop-task --region ${region} --cluster ${cluster} --task ${task}`,
        breaks:
          'What the task works on, and what lies in its memory and on its disk; its service starts another one.',
        rollback: 'None is needed where a service runs the task.',
        owner: 'resource owner',
      }),
      step('contain', 'Take the policy off the repository.', {
        command: cli`aws ecr delete-repository-policy --region ${region} --repository-name ${text('requestParameters.policyText') && repository}`,
        breaks: 'Other accounts can no longer pull the image.',
        rollback: 'Put the policy that was kept first with aws ecr set-repository-policy.',
        owner: 'resource owner',
      }),
      step('preserve', 'Keep the task definition: it names image, command, role and secrets.', {
        command: cli`aws ecs describe-task-definition --region ${region} --task-definition ${definition}`,
      }),
      step('investigate', 'List the images with the time they were pushed.', {
        command: cli`aws ecr describe-images --region ${region} --repository-name ${repository}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Build the image again from the repository and deploy it under a new tag.',
        {
          breaks: 'Running containers are replaced.',
          rollback: 'Deploy the digest that ran before.',
          owner: 'resource owner',
        },
      ),
      step('verify', 'Scan the image.', {
        command: cli`aws ecr start-image-scan --region ${region} --repository-name ${repository} --image-id ${tag && `imageTag=${tag}`}`,
      }),
      step('tell', 'Tell the owners of what runs from this image.'),
    ];
  }),
});
