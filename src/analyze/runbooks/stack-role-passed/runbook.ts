import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { passedRoleSteps } from '../passed-role.ts';
import { defineRunbook, onlyAfter, step } from '../runbook.ts';

/** CloudFormation builds something as a role that may do more than the one who asked for it. */
export const stackRolePassed = defineRunbook({
  id: 'stack-role-passed',
  title: 'A stack is built with a borrowed role',
  appliesTo: { rules: ['cloudformation-*'] },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const stack = text('responseElements.stackId', 'requestParameters.stackName');
    return [
      step('contain', 'Stop the update of the stack; what is built already is rolled back.', {
        command: onlyAfter(
          evidence,
          'cloudformation:UpdateStack',
          cli`aws cloudformation cancel-update-stack --region ${region} --stack-name ${stack}`,
        ),
        breaks: 'The update; the stack goes back to what it was.',
        rollback: 'Start the update again.',
        owner: 'resource owner',
      }),
      ...passedRoleSteps(alert, evidence),
      step('preserve', 'Keep the template: it lists all that was to be built.', {
        command: cli`aws cloudformation get-template --region ${region} --stack-name ${stack}`,
      }),
      step('investigate', 'List what the stack made, and in which order.', {
        command: cli`aws cloudformation describe-stack-events --region ${region} --stack-name ${stack}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Delete the stack when nobody owns it, with everything that it made.', {
        command: cli`aws cloudformation delete-stack --region ${region} --stack-name ${stack}`,
        breaks: 'Everything that the stack made, data as well unless it is set to be kept.',
        rollback: 'Create the stack again from the template that was kept; data do not come back.',
        owner: 'resource owner',
      }),
      step('verify', 'Check that nothing of the stack is left.', {
        command: cli`aws cloudformation list-stack-resources --region ${region} --stack-name ${stack}`,
      }),
      step('tell', 'Tell the owner of the role what was built with it.'),
    ];
  }),
});
