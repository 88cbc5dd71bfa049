import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** An encryption key is about to be lost or can be used by others. */
export const keyAttacked = defineRunbook({
  id: 'key-attacked',
  title: 'An encryption key is in danger',
  appliesTo: { rules: ['kms-*'] },

  steps(alert, { text, texts }) {
    const region = alert.region;
    const keys = texts('requestParameters.keyId');
    const key = keys[0];
    return [
      step(
        'contain',
        'Stop the deletion. There are at least seven days from the call.',
        cli`aws kms cancel-key-deletion --region ${region} --key-id ${key}`,
      ),
      step(
        'contain',
        'Switch the key on again.',
        cli`aws kms enable-key --region ${region} --key-id ${key}`,
      ),
      step(
        'contain',
        'Take the grant back.',
        cli`aws kms revoke-grant --region ${region} --key-id ${key} --grant-id ${text('responseElements.grantId')}`,
      ),
      step(
        'preserve',
        'Keep the policy of the key.',
        cli`aws kms get-key-policy --region ${region} --key-id ${key} --policy-name default`,
      ),
      step(
        'investigate',
        'List all grants on the key.',
        cli`aws kms list-grants --region ${region} --key-id ${key}`,
      ),
      step('investigate', 'Find what the key encrypts.', lookupEvents(region, 'ResourceName', key)),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'verify',
        'Read the state of the key.',
        cli`aws kms describe-key --region ${region} --key-id ${key}`,
      ),
      step('tell', 'Tell the owners of everything that the key encrypts.'),
    ];
  },
});
