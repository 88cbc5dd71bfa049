import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';
import { stopFunction } from '../stop-function.ts';

/** The code, the layers or the callers of a function were changed. */
export const functionChanged = defineRunbook({
  id: 'function-changed',
  title: 'A function was changed or opened',
  appliesTo: {
    rules: ['lambda-function-*', 'lambda-code-*', 'lambda-layer-*', 'lambda-event-*'],
  },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const name = text('requestParameters.functionName');
    const statement = text('requestParameters.statementId');
    return [
      keepFirst(
        'Keep the policy that says who may call the function.',
        'resource owner',
        cli`aws lambda get-policy --region ${region} --function-name ${name}`,
      ),
      step('contain', 'Take the permission away.', {
        command: cli`aws lambda remove-permission --region ${region} --function-name ${name} --statement-id ${statement}`,
        breaks: 'Whoever was let in by it can no longer call the function.',
        rollback: 'Repeat the call of the alert: aws lambda add-permission.',
        owner: 'resource owner',
      }),
      ...stopFunction(region, name),
      step('preserve', 'Keep code and settings of the function.', {
        command: cli`aws lambda get-function --region ${region} --function-name ${name}`,
      }),
      step('investigate', 'List the addresses that it has on the internet.', {
        command: cli`aws lambda list-function-url-configs --region ${region} --function-name ${name}`,
      }),
      step(
        'investigate',
        'List the versions: the published one before this change is the way back.',
        {
          command: cli`aws lambda list-versions-by-function --region ${region} --function-name ${name}`,
        },
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Deploy the function again from the repository, and read what its role did since the change.',
        {
          breaks: 'The changed code no longer runs.',
          rollback: 'Deploy the code that was kept.',
          owner: 'resource owner',
        },
      ),
      step('verify', 'Compare the hash of the code with that of the build.', {
        command: cli`aws lambda get-function-configuration --region ${region} --function-name ${name}`,
      }),
      step('tell', 'Tell the owner of the function what its role could reach.'),
    ];
  }),
});
