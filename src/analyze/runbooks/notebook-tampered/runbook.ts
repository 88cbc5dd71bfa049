import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { passedRoleSteps } from '../passed-role.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A notebook or training machine runs code as a role, or runs other code whenever it starts. */
export const notebookTampered = defineRunbook({
  id: 'notebook-tampered',
  title: 'A SageMaker machine was started or changed',
  appliesTo: { rules: ['sagemaker-*'] },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const notebook = text('requestParameters.notebookInstanceName');
    const config = text('requestParameters.notebookInstanceLifecycleConfigName');
    return [
      step('contain', 'Stop the notebook.', {
        command: cli`aws sagemaker stop-notebook-instance --region ${region} --notebook-instance-name ${notebook}`,
        breaks: 'What runs in it; files on its disk stay.',
        rollback:
          cli`aws sagemaker start-notebook-instance --region ${region} --notebook-instance-name ${notebook}` ||
          'Start the notebook again.',
        owner: 'resource owner',
      }),
      ...passedRoleSteps(alert, evidence),
      step('preserve', 'Keep the script that runs at the start.', {
        command: cli`aws sagemaker describe-notebook-instance-lifecycle-config --region ${region} --notebook-instance-lifecycle-config-name ${config}`,
      }),
      step('preserve', 'Keep the settings of the notebook.', {
        command: cli`aws sagemaker describe-notebook-instance --region ${region} --notebook-instance-name ${notebook}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Delete a start script that nobody owns.', {
        command: cli`aws sagemaker delete-notebook-instance-lifecycle-config --region ${region} --notebook-instance-lifecycle-config-name ${config}`,
        breaks: 'Notebooks that name the script do not start until they are changed.',
        rollback: 'Create the script again from what was kept.',
        owner: 'resource owner',
      }),
      step('verify', 'List which notebooks run.', {
        command: cli`aws sagemaker list-notebook-instances --region ${region} --status-equals InService`,
      }),
      step('tell', 'Tell the owners of the notebook and of the data that its role can read.'),
    ];
  }),
});
