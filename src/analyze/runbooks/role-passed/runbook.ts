import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';
import { endSessionsBefore } from '../sessions.ts';

/** A service was made to run something as a role. */
export const rolePassed = defineRunbook({
  id: 'role-passed',
  title: 'A service runs something as a role',
  appliesTo: {
    rules: [
      'admin-role-*',
      'lambda-created-*',
      'cloudformation-*',
      'glue-*',
      'sagemaker-*',
      'codebuild-*',
      'emr-*',
      'step-functions-*',
      'bedrock-agent-*',
    ],
  },

  steps(alert, { text }) {
    const region = alert.region;
    const role = text(
      'requestParameters.role',
      'requestParameters.roleArn',
      'requestParameters.roleARN',
      'requestParameters.serviceRole',
      'requestParameters.executionRoleArn',
    )
      ?.split('/')
      .at(-1);
    return [
      step(
        'contain',
        'Stop the function from running.',
        cli`aws lambda put-function-concurrency --region ${region} --function-name ${alert.rule.name.startsWith('lambda') ? text('requestParameters.functionName') : undefined} --reserved-concurrent-executions 0`,
      ),
      step(
        'contain',
        'Stop the stack.',
        cli`aws cloudformation cancel-update-stack --region ${region} --stack-name ${text('requestParameters.stackName')}`,
      ),
      step(
        'contain',
        'Stop the notebook.',
        cli`aws sagemaker stop-notebook-instance --region ${region} --notebook-instance-name ${text('requestParameters.notebookInstanceName')}`,
      ),
      step(
        'contain',
        'End all sessions of the role that are open now.',
        cli`aws iam put-role-policy --role-name ${role} --policy-name refuse-older-sessions --policy-document ${endSessionsBefore(alert.lastSeen)}`,
      ),
      step(
        'preserve',
        'Keep the settings of the build project.',
        cli`aws codebuild batch-get-projects --region ${region} --names ${text('requestParameters.projectName')}`,
      ),
      step(
        'investigate',
        'Read what the role may do.',
        cli`aws iam list-attached-role-policies --role-name ${role}`,
      ),
      step(
        'investigate',
        'Read what the role did since.',
        lookupEvents(region, 'ResourceName', role),
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Limit who may pass the role: iam:PassRole on this role, for this service alone.',
      ),
    ];
  },
});
