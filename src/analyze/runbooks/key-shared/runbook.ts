import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, onlyAfter, type Step, step } from '../runbook.ts';

/** Somebody outside may use an encryption key, by a grant or by its policy. */
export const keyShared = defineRunbook({
  id: 'key-shared',
  title: 'An encryption key can be used by others',
  appliesTo: { rules: ['kms-grant-*', 'kms-key-policy-*'], actions: ['kms:CreateGrant'] },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const key = text('requestParameters.keyId');
    const policyOf = onlyAfter(evidence, 'kms:PutKeyPolicy', key);
    return [
      keepFirst(
        'Keep the policy of the key as it is now.',
        'data owner',
        cli`aws kms get-key-policy --region ${region} --key-id ${policyOf} --policy-name default`,
      ),
      step('contain', 'Take the grant back.', {
        command: cli`aws kms revoke-grant --region ${region} --key-id ${key} --grant-id ${text('responseElements.grantId')}`,
        breaks: 'Whoever uses the key by this grant, AWS services as well.',
        rollback: 'Repeat the call of the alert: aws kms create-grant.',
        owner: 'data owner',
      }),
      ...(policyOf === undefined ? [] : [putPolicyBack()]),
      step('preserve', 'List all grants on the key.', {
        command: cli`aws kms list-grants --region ${region} --key-id ${key}`,
      }),
      step('investigate', 'Read who decrypted with the key since: kms:Decrypt and kms:ReEncrypt.'),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Encrypt anew, under another key, what a stranger could have read.', {
        breaks: 'Programs that know the old key only.',
        rollback: 'Keep the old key until nothing needs it.',
        owner: 'data owner',
      }),
      step('verify', 'Check that only the wanted grants are left.', {
        command: cli`aws kms list-grants --region ${region} --key-id ${key} --grantee-principal ${text('requestParameters.granteePrincipal')}`,
      }),
      step('tell', 'Tell the owners of everything that the key encrypts.'),
    ];
  }),
});

function putPolicyBack(): Step {
  return step(
    'contain',
    'Put back the policy of the key from the repository, with aws kms put-key-policy.',
    {
      breaks: 'Whoever the changed policy let in.',
      rollback: 'Put the policy that was kept first with the same command.',
      owner: 'data owner',
    },
  );
}
