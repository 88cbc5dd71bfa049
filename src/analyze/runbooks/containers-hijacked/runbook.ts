import { forEach, forEachCall } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, type Step, step } from '../runbook.ts';

/** Containers were started that nobody needs but the one who started them. */
export const containersHijacked = defineRunbook({
  id: 'containers-hijacked',
  title: 'Containers were started by a stranger',
  appliesTo: {
    rules: ['container-runs-miner', 'ecs-many-tasks-started', 'ecs-large-service-created'],
  },
  stopsActor: true,

  steps: forEachCall((alert, evidence) => {
    const { text, texts } = evidence;
    const { region } = alert;
    const cluster = text('requestParameters.cluster');
    const service = text('requestParameters.serviceName');
    const definition = text('responseElements.taskDefinition.taskDefinitionArn');
    const family = text('requestParameters.family', 'requestParameters.taskDefinition');
    const tasks = texts('responseElements.tasks.taskArn');
    const job = text('responseElements.jobDefinitionArn');
    return [
      keepFirst(
        'Keep how many tasks the service had, and how it is set up.',
        'resource owner',
        cli`aws ecs describe-services --region ${region} --cluster ${cluster} --services ${service}`,
      ),
      step('contain', 'Let the service start no more tasks, and stop those that run.', {
        command: cli`aws ecs update-service --region ${region} --cluster ${cluster} --service ${service} --desired-count 0`,
        breaks: 'What the tasks of the service work on.',
        rollback: 'Set the desired count that the service had before.',
        owner: 'resource owner',
      }),
      ...stopTasks(region, cluster, tasks),
      step('contain', 'Let no new task be started from the definition.', {
        command: cli`aws ecs deregister-task-definition --region ${region} --task-definition ${definition}`,
        breaks: 'Services that use it start no further tasks; running ones go on.',
        rollback: 'Register the definition again; it gets a new revision number.',
        owner: 'resource owner',
      }),
      step('contain', 'Let no new job be started from the definition.', {
        command: cli`aws batch deregister-job-definition --region ${region} --job-definition ${job}`,
        breaks: 'Jobs that are sent with it fail.',
        rollback: 'Register the definition again; it gets a new revision number.',
        owner: 'resource owner',
      }),
      step(
        'preserve',
        'Keep the definition: image, command and variables say where it reports to.',
        {
          command: cli`aws ecs describe-task-definition --region ${region} --task-definition ${definition ?? family}`,
        },
      ),
      step('investigate', 'List what still runs in the cluster.', {
        command: cli`aws ecs list-tasks --region ${region} --cluster ${cluster}`,
      }),
      step(
        'investigate',
        `Look for clusters in the other regions as well: ${alert.regions.slice(0, 20).join(', ') || 'none'} are known so far.`,
        { command: cli`aws ecs list-clusters --region ${region}` },
      ),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Delete the service, its definitions and the cluster that was made for it.',
        {
          command: cli`aws ecs delete-service --region ${region} --cluster ${cluster} --service ${service} --force`,
          breaks: 'The service and its tasks are gone.',
          rollback: 'Create the service again from the definition that was kept.',
          owner: 'account owner',
        },
      ),
      step('verify', 'Keep regions that nobody uses shut with a service control policy.'),
      step('tell', 'Open a case with AWS about the cost.', { owner: 'account owner' }),
    ];
  }),
});

function stopTasks(
  region: string,
  cluster: string | undefined,
  tasks: readonly string[],
): readonly Step[] {
  return [
    keepFirst(
      'Keep what AWS says about the tasks: an hour after their end it is forgotten.',
      'resource owner',
      cli`aws ecs describe-tasks --region ${region} --cluster ${cluster} --tasks ${tasks}`,
    ),
    ...forEach(tasks, (task) =>
      step('contain', 'Stop the task.', {
        command: cli`aws ecs stop-task --region ${region} --cluster ${cluster} --task ${task} --reason incident`,
        breaks: 'What the task works on, and what lies in its memory and on its disk.',
        rollback: 'Start the task again with aws ecs run-task.',
        owner: 'resource owner',
      }),
    ),
  ];
}
