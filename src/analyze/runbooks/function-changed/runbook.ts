import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** The code, the layers or the callers of a function were changed. */
export const functionChanged = defineRunbook({
  id: 'function-changed',
  title: 'A function was changed or opened',
  appliesTo: { rules: ['lambda-function-*', 'lambda-code-*', 'lambda-layer-*', 'lambda-event-*'] },

  steps(alert, { text }) {
    const region = alert.region;
    const name = text('requestParameters.functionName');
    return [
      step(
        'contain',
        'Take the permission away.',
        cli`aws lambda remove-permission --region ${region} --function-name ${name} --statement-id ${text('requestParameters.statementId')}`,
      ),
      step(
        'contain',
        'Stop the function from running.',
        cli`aws lambda put-function-concurrency --region ${region} --function-name ${name} --reserved-concurrent-executions 0`,
      ),
      step(
        'preserve',
        'Keep code and settings of the function.',
        cli`aws lambda get-function --region ${region} --function-name ${name}`,
      ),
      step(
        'preserve',
        'Keep the policy that says who may call it.',
        cli`aws lambda get-policy --region ${region} --function-name ${name}`,
      ),
      step(
        'investigate',
        'List the addresses that it has on the internet.',
        cli`aws lambda list-function-url-configs --region ${region} --function-name ${name}`,
      ),
      step(
        'investigate',
        'List the versions: the published one before this change is the way back.',
        cli`aws lambda list-versions-by-function --region ${region} --function-name ${name}`,
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Deploy the function again from the repository, and read what its role did since the change.',
      ),
      step('tell', 'Tell the owner of the function what its role could reach.'),
    ];
  },
});
