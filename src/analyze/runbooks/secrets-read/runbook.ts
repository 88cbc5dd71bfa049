import { readSameCredentials, switchKeyOff } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, onlyAfter, step } from '../runbook.ts';

/** Secrets or parameters were read by who should not have, or opened or deleted. */
export const secretsRead = defineRunbook({
  id: 'secrets-read',
  title: 'Secrets were read, opened or deleted',
  appliesTo: { rules: ['secretsmanager-*', 'ssm-parameters-*'] },

  steps(alert, evidence) {
    const { text } = evidence;
    const region = alert.region;
    const secret = text('requestParameters.secretId', 'requestParameters.secretIdList');
    return [
      switchKeyOff({ text }),
      step(
        'contain',
        'Take the policy off the secret.',
        onlyAfter(
          evidence,
          'secretsmanager:PutResourcePolicy',
          cli`aws secretsmanager delete-resource-policy --region ${region} --secret-id ${secret}`,
        ),
      ),
      step(
        'investigate',
        'Read who used the secret.',
        lookupEvents(region, 'ResourceName', secret),
      ),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Change the first of the secrets now, and every other that was read.',
        cli`aws secretsmanager rotate-secret --region ${region} --secret-id ${secret}`,
      ),
      step(
        'eradicate',
        'Bring back a secret that was deleted with a window.',
        onlyAfter(
          evidence,
          'secretsmanager:DeleteSecret',
          cli`aws secretsmanager restore-secret --region ${region} --secret-id ${secret}`,
        ),
      ),
      step(
        'verify',
        'Look in the systems that the secrets open for logins from the same addresses.',
      ),
      step('tell', `Tell the owners of the secrets that ${alert.actor.name} read them.`),
    ];
  },
});
