import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** An image, a task or a cluster was changed or opened. */
export const containerChanged = defineRunbook({
  id: 'container-changed',
  title: 'A container, image or cluster was changed',
  appliesTo: { rules: ['ecr-*', 'ecs-*', 'eks-cluster-*', 'eks-logging-*'] },

  steps(alert, { text }) {
    const region = alert.region;
    const repository = text('requestParameters.repositoryName');
    const cluster = text('requestParameters.name');
    const principal = text('requestParameters.principalArn');
    return [
      step(
        'contain',
        'Take the new task definition out of use.',
        cli`aws ecs deregister-task-definition --region ${region} --task-definition ${text('responseElements.taskDefinition.taskDefinitionArn')}`,
      ),
      step(
        'contain',
        'Stop the task that the shell was opened in.',
        cli`aws ecs stop-task --region ${region} --cluster ${text('requestParameters.cluster')} --task ${text('requestParameters.task')}`,
      ),
      step(
        'contain',
        'Take the rights in the cluster away.',
        cli`aws eks delete-access-entry --region ${region} --cluster-name ${cluster} --principal-arn ${principal}`,
      ),
      step(
        'preserve',
        'Keep the policy of the repository.',
        cli`aws ecr get-repository-policy --region ${region} --repository-name ${repository}`,
      ),
      step(
        'investigate',
        'List the images with the time they were pushed.',
        cli`aws ecr describe-images --region ${region} --repository-name ${repository}`,
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Build the image again from the repository and deploy it under a new tag.'),
      step(
        'verify',
        'Scan the image.',
        cli`aws ecr start-image-scan --region ${region} --repository-name ${repository} --image-id ${text('requestParameters.imageTag') && `imageTag=${text('requestParameters.imageTag')}`}`,
      ),
      step('tell', 'Tell the owners of what runs from this image or in this cluster.'),
    ];
  },
});
