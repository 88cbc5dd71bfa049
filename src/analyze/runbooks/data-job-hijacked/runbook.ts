import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { passedRoleSteps } from '../passed-role.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A job or cluster for data (Glue, EMR, Data Pipeline) runs code as a role, and on machines that cost money. */
export const dataJobHijacked = defineRunbook({
  id: 'data-job-hijacked',
  title: 'A data job or cluster runs as a borrowed role',
  appliesTo: { rules: ['glue-*', 'emr-*'] },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const job = text('requestParameters.jobName', 'requestParameters.name');
    const cluster = text('responseElements.jobFlowId');
    const endpoint = text('requestParameters.endpointName');
    const isGlue = evidence.actions.some((action) => action.startsWith('glue:'));
    return [
      ...passedRoleSteps(alert, evidence),
      step('preserve', 'Keep the job: where its script lies and what it connects to.', {
        command: isGlue ? cli`aws glue get-job --region ${region} --job-name ${job}` : undefined,
      }),
      step('preserve', 'Keep the settings of the cluster.', {
        command: cli`aws emr describe-cluster --region ${region} --cluster-id ${cluster}`,
      }),
      step(
        'preserve',
        'List the machines of the cluster, and take snapshots of their disks: they are lost when it ends.',
        { command: cli`aws emr list-instances --region ${region} --cluster-id ${cluster}` },
      ),
      step(
        'preserve',
        'Keep the settings of the development endpoint, with the keys that open it.',
        {
          command: cli`aws glue get-dev-endpoint --region ${region} --endpoint-name ${endpoint}`,
        },
      ),
      step('investigate', 'List the runs of the job.', {
        command: isGlue
          ? cli`aws glue get-job-runs --region ${region} --job-name ${job}`
          : undefined,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'End the cluster, once its disks are kept.', {
        command: cli`aws emr terminate-clusters --region ${region} --cluster-ids ${cluster}`,
        breaks: 'What the cluster works on; what lies on its disks is lost.',
        rollback: 'None: start a new cluster with the same settings.',
        owner: 'resource owner',
      }),
      step('eradicate', 'Delete the development endpoint.', {
        command: cli`aws glue delete-dev-endpoint --region ${region} --endpoint-name ${endpoint}`,
        breaks: 'Notebooks that are connected to it.',
        rollback: 'Create the endpoint again from the settings that were kept.',
        owner: 'resource owner',
      }),
      step('eradicate', 'Delete the job when nobody owns it.', {
        command: isGlue ? cli`aws glue delete-job --region ${region} --job-name ${job}` : undefined,
        breaks: 'Every later run of the job.',
        rollback: 'Create the job again from what was kept.',
        owner: 'resource owner',
      }),
      step('verify', 'Check that no cluster is running that nobody knows.', {
        command: cli`aws emr list-clusters --region ${region} --active`,
      }),
      step('tell', 'Tell the owner of the role and of the data that it can read.'),
    ];
  }),
});
