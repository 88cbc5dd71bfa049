import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { passedRoleSteps } from '../passed-role.ts';
import { defineRunbook, step } from '../runbook.ts';
import { stopFunction } from '../stop-function.ts';

/** A service was made to run something as a role. */
export const rolePassed = defineRunbook({
  id: 'role-passed',
  title: 'A service runs something as a role',
  appliesTo: {
    rules: ['admin-role-*', 'lambda-created-*', 'step-functions-*', 'bedrock-agent-*'],
  },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const isFunction = evidence.actions.some((action) => action.startsWith('lambda:'));
    const name = isFunction ? text('requestParameters.functionName') : undefined;
    const machine = text('responseElements.stateMachineArn', 'requestParameters.stateMachineArn');
    return [
      ...stopFunction(region, name),
      ...passedRoleSteps(alert, evidence),
      step('preserve', 'Keep code and settings of the function.', {
        command: cli`aws lambda get-function --region ${region} --function-name ${name}`,
      }),
      step('preserve', 'Keep the definition of the state machine.', {
        command: cli`aws stepfunctions describe-state-machine --region ${region} --state-machine-arn ${machine}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('verify', 'Check after an hour that the role made no further calls.'),
      step('tell', 'Tell the owner of the role what could be done with it.'),
    ];
  }),
});
