import { inEachRegion } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** An image, a task or a service of containers was changed or opened. */
export const containerChanged = defineRunbook({
  id: 'container-changed',
  title: 'A container or its image was changed',
  appliesTo: { rules: ['ecr-*', 'ecs-*'] },

  steps: inEachRegion((alert, { text }) => {
    const { region } = alert;
    const repository = text('requestParameters.repositoryName');
    const tag = text('requestParameters.imageTag');
    return [
      step('contain', 'Take the new task definition out of use.', {
        command: cli`aws ecs deregister-task-definition --region ${region} --task-definition ${text('responseElements.taskDefinition.taskDefinitionArn')}`,
        breaks: 'Services that use it start no further tasks; running ones go on.',
        rollback: 'Register the definition again; it gets a new revision number.',
        owner: 'resource owner',
      }),
      step('contain', 'Stop the task that the shell was opened in.', {
        command: cli`aws ecs stop-task --region ${region} --cluster ${text('requestParameters.cluster')} --task ${text('requestParameters.task')}`,
        breaks: 'What the task works on; its service starts another one.',
        rollback: 'None is needed where a service runs the task.',
        owner: 'resource owner',
      }),
      step('contain', 'Take the policy off the repository.', {
        command: cli`aws ecr delete-repository-policy --region ${region} --repository-name ${text('requestParameters.policyText') && repository}`,
        breaks: 'Other accounts can no longer pull the image.',
        rollback: 'Put the policy that was kept with aws ecr set-repository-policy.',
        owner: 'resource owner',
      }),
      step('preserve', 'Keep the policy of the repository.', {
        command: cli`aws ecr get-repository-policy --region ${region} --repository-name ${repository}`,
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
