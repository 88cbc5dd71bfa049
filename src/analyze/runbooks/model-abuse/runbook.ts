import { isSsoRole } from '#src/normalize/actor/actor-key.ts';
import { forEachCall } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Foundation models are used, or are about to be, at the cost of the account. */
export const modelAbuse = defineRunbook({
  id: 'model-abuse',
  title: 'Foundation models are used by a stranger',
  appliesTo: {
    rules: [
      'bedrock-model-*',
      'bedrock-access-*',
      'bedrock-used-*',
      'bedrock-logging-*',
      'bedrock-invocation-*',
      'bedrock-guardrail-*',
    ],
  },
  stopsActor: true,

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const user = text('userIdentity.userName');
    const issuer = text('userIdentity.sessionContext.sessionIssuer.userName');
    // A role of Identity Center cannot be changed from inside the account.
    const role = isSsoRole(`/${issuer}`) ? undefined : issuer;
    return [
      step('contain', 'Keep the role from calling anything.', {
        command: cli`aws iam attach-role-policy --role-name ${role} --policy-arn ${denyAll}`,
        breaks: 'Everything that works as this role.',
        rollback:
          cli`aws iam detach-role-policy --role-name ${role} --policy-arn ${denyAll}` ||
          'Detach AWSDenyAll from the role.',
        owner: 'identity team',
      }),
      step('preserve', 'List the keys for models that the user holds.', {
        command: cli`aws iam list-service-specific-credentials --user-name ${user} --service-name bedrock.amazonaws.com`,
      }),
      step(
        'preserve',
        'See whether prompts and answers are recorded in this region, and switch it on where they are not.',
        {
          command: cli`aws bedrock get-model-invocation-logging-configuration --region ${region}`,
        },
      ),
      step(
        'investigate',
        'Count the calls and their tokens in every region: the bill follows them.',
      ),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Give back access to models that nobody needs.', {
        command: cli`aws bedrock delete-foundation-model-agreement --region ${region} --model-id ${text('requestParameters.modelId')}`,
        breaks: 'Programs that use the model.',
        rollback: 'Accept the agreement again.',
        owner: 'account owner',
      }),
      step(
        'verify',
        'Keep regions and models that nobody uses shut with a service control policy.',
      ),
      step('tell', 'Open a case with AWS about the cost.', { owner: 'account owner' }),
    ];
  }),
});

const denyAll = 'arn:aws:iam::aws:policy/AWSDenyAll';
