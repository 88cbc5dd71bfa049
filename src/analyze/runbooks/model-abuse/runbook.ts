import { readSameCredentials, switchKeyOff } from '../caller-steps.ts';
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

  steps(alert, { text }) {
    const region = alert.region;
    const user = text('userIdentity.userName');
    const role = text('userIdentity.sessionContext.sessionIssuer.userName');
    return [
      switchKeyOff({ text }),
      step(
        'contain',
        'Keep the role from calling models.',
        cli`aws iam attach-role-policy --role-name ${role} --policy-arn arn:aws:iam::aws:policy/AWSDenyAll`,
      ),
      step(
        'contain',
        'Delete the keys for models that the user holds.',
        cli`aws iam list-service-specific-credentials --user-name ${user} --service-name bedrock.amazonaws.com`,
      ),
      step(
        'preserve',
        'See whether prompts and answers are recorded in this region, and switch it on where they are not.',
        cli`aws bedrock get-model-invocation-logging-configuration --region ${region}`,
      ),
      step(
        'investigate',
        'Count the calls and their tokens in every region: the bill follows them.',
      ),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Give back access to models that nobody needs.',
        cli`aws bedrock delete-foundation-model-agreement --region ${region} --model-id ${text('requestParameters.modelId')}`,
      ),
      step(
        'verify',
        'Keep regions and models that nobody uses shut with a service control policy.',
      ),
      step('tell', 'Open a case with AWS about the cost.'),
    ];
  },
});
