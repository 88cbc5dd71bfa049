import { forEach, forEachCall } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, keepFirst, onlyAfter, step } from '../runbook.ts';

/** Secrets were read by who should not have, opened or deleted. */
export const secretsRead = defineRunbook({
  id: 'secrets-read',
  title: 'Secrets were read, opened or deleted',
  appliesTo: { rules: ['secretsmanager-*'] },

  steps: forEachCall((alert, evidence) => {
    const { text, texts } = evidence;
    const { region } = alert;
    const secrets = texts('requestParameters.secretId', 'requestParameters.secretIdList');
    const [secret] = secrets;
    return [
      keepFirst(
        'Keep the policy of the secret.',
        'resource owner',
        onlyAfter(
          evidence,
          'secretsmanager:PutResourcePolicy',
          cli`aws secretsmanager get-resource-policy --region ${region} --secret-id ${secret}`,
        ),
      ),
      step('contain', 'Take the policy off the secret.', {
        command: onlyAfter(
          evidence,
          'secretsmanager:PutResourcePolicy',
          cli`aws secretsmanager delete-resource-policy --region ${region} --secret-id ${secret}`,
        ),
        breaks: 'Everybody who reads the secret by its policy alone.',
        rollback: 'Put the policy that was kept first with aws secretsmanager put-resource-policy.',
        owner: 'resource owner',
      }),
      step('contain', 'Bring back a secret that was deleted with a window.', {
        command: onlyAfter(
          evidence,
          'secretsmanager:DeleteSecret',
          cli`aws secretsmanager restore-secret --region ${region} --secret-id ${secret}`,
        ),
        breaks: 'Nothing.',
        rollback:
          cli`aws secretsmanager delete-secret --region ${region} --secret-id ${secret}` ||
          'Delete the secret again.',
        owner: 'resource owner',
      }),
      ...forEach(secrets, (each) =>
        step('preserve', 'Keep what the secret says about itself: versions, rotation, last read.', {
          command: cli`aws secretsmanager describe-secret --region ${region} --secret-id ${each}`,
        }),
      ),
      ...forEach(secrets, (each) =>
        step('investigate', 'Read who used the secret.', {
          command: lookupEvents(region, 'ResourceName', each),
        }),
      ),
      readSameCredentials(alert, { text }),
      ...forEach(secrets, (each) =>
        step(
          'eradicate',
          'Change the secret now; without a rotation function by hand, where it comes from and then here.',
          {
            command: cli`aws secretsmanager rotate-secret --region ${region} --secret-id ${each}`,
            breaks: 'Programs that keep the old value instead of reading it anew.',
            rollback: 'The version AWSPREVIOUS still holds the old value.',
            owner: 'resource owner',
          },
        ),
      ),
      step(
        'verify',
        'Look in the systems that the secrets open for logins from the same addresses.',
      ),
      step('tell', `Tell the owners of the secrets that ${alert.actor.name} read them.`),
    ];
  }),
});
