import { inEachRegion } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, onlyAfter, step } from '../runbook.ts';

/** Secrets were read by who should not have, opened or deleted. */
export const secretsRead = defineRunbook({
  id: 'secrets-read',
  title: 'Secrets were read, opened or deleted',
  appliesTo: { rules: ['secretsmanager-*'] },

  steps: inEachRegion((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const secret = text('requestParameters.secretId', 'requestParameters.secretIdList');
    return [
      step('contain', 'Take the policy off the secret.', {
        command: onlyAfter(
          evidence,
          'secretsmanager:PutResourcePolicy',
          cli`aws secretsmanager delete-resource-policy --region ${region} --secret-id ${secret}`,
        ),
        breaks: 'Everybody who reads the secret by its policy alone.',
        rollback: 'Put the policy of the event with aws secretsmanager put-resource-policy.',
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
      step('preserve', 'Keep what the secret says about itself: versions, rotation, last read.', {
        command: cli`aws secretsmanager describe-secret --region ${region} --secret-id ${secret}`,
      }),
      step('investigate', 'Read who used the secret.', {
        command: lookupEvents(region, 'ResourceName', secret),
      }),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Change the first of the secrets now, and every other that was read.', {
        command: cli`aws secretsmanager rotate-secret --region ${region} --secret-id ${secret}`,
        breaks: 'Programs that keep the old value instead of reading it anew.',
        rollback: 'The version AWSPREVIOUS still holds the old value.',
        owner: 'resource owner',
      }),
      step(
        'verify',
        'Look in the systems that the secrets open for logins from the same addresses.',
      ),
      step('tell', `Tell the owners of the secrets that ${alert.actor.name} read them.`),
    ];
  }),
});
