import type { Evidence } from '../../evidence.ts';
import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { takeGrantsBack } from '../granted.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Somebody got more rights than before: by a policy, a version of one, a group or a boundary taken away. */
export const rightsRaised = defineRunbook({
  id: 'rights-raised',
  title: 'An identity got more rights',
  appliesTo: {
    rules: [
      'escalation-tries-refused',
      'iam-admin-policy-*',
      'iam-default-policy-version-changed',
      'iam-escalation-rights-*',
      'iam-permissions-boundary-removed',
      'iam-policy-version-admin',
      'iam-self-granted-*',
      'iam-user-added-*',
    ],
  },

  steps: forEachCall((_alert, evidence) => {
    const { text } = evidence;
    return [
      ...takeGrantsBack(evidence),
      step('preserve', 'Keep the policies of the user as they are now.', {
        command: cli`aws iam list-user-policies --user-name ${text('requestParameters.userName')}`,
      }),
      step('investigate', 'Read what the policy allows now and allowed before.', {
        command: cli`aws iam list-policy-versions --policy-arn ${ownPolicy(evidence)}`,
      }),
      step('investigate', 'See who has the policy.', {
        command: cli`aws iam list-entities-for-policy --policy-arn ${text('requestParameters.policyArn')}`,
      }),
      step('eradicate', 'Make the version of before the one that counts.', {
        command: versionBack(evidence),
        breaks: 'Everybody who needs what the new version allows.',
        rollback: 'Make the new version the default again with the same command.',
        owner: 'identity team',
      }),
      step('verify', 'Check that the rights of the user are back to what they were.', {
        command: cli`aws iam list-attached-user-policies --user-name ${text('requestParameters.userName')}`,
      }),
      step('verify', 'Check that the rights of the role are back to what they were.', {
        command: cli`aws iam list-attached-role-policies --role-name ${text('requestParameters.roleName')}`,
      }),
      step('tell', 'Tell the owner of the identity which rights it had, and for how long.', {
        owner: 'identity team',
      }),
    ];
  }),
});

/** Policies of AWS itself cannot have been changed by the caller. */
function ownPolicy({ texts }: Evidence): string | undefined {
  return texts('requestParameters.policyArn').find((arn) => !arn.includes(':iam::aws:'));
}

/** Versions are numbered: the one before v5 is mostly v4. */
function versionBack(evidence: Evidence): string | undefined {
  const created = evidence.text('responseElements.policyVersion.versionId');
  const number = Number(/^v(\d+)$/.exec(created ?? '')?.[1] ?? 0);
  const before = number > 1 ? `v${number - 1}` : undefined;
  return cli`aws iam set-default-policy-version --policy-arn ${ownPolicy(evidence)} --version-id ${before}`;
}
