import type { Evidence } from '../../evidence.ts';
import { cli } from '../cli.ts';
import { defineRunbook, type Step, step } from '../runbook.ts';

/** Somebody got more rights than before: by a policy, a version of one, a group or a boundary taken away. */
export const rightsRaised = defineRunbook({
  id: 'rights-raised',
  title: 'An identity got more rights',
  appliesTo: {
    rules: [
      'iam-admin-policy-*',
      'iam-default-policy-version-changed',
      'iam-escalation-rights-*',
      'iam-permissions-boundary-removed',
      'iam-policy-version-admin',
      'iam-self-granted-*',
      'iam-user-added-*',
    ],
  },

  steps(_alert, evidence) {
    return [
      ...undo(evidence),
      step(
        'contain',
        'Refuse everything to the caller until it is clear whether the change was meant.',
        cli`aws iam put-user-policy --user-name ${evidence.text('userIdentity.userName')} --policy-name refuse-everything --policy-document ${refuseAll}`,
      ),
      step(
        'investigate',
        'Read what the policy allows now and allowed before.',
        cli`aws iam list-policy-versions --policy-arn ${ownPolicy(evidence)}`,
      ),
      step(
        'investigate',
        'See who has the policy.',
        cli`aws iam list-entities-for-policy --policy-arn ${evidence.text('requestParameters.policyArn')}`,
      ),
      step(
        'verify',
        'Check that the rights of the identity are back to what they were.',
        cli`aws iam list-attached-user-policies --user-name ${evidence.text('requestParameters.userName')}`,
      ),
    ];
  },
});

const refuseAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

/** Policies of AWS itself cannot have been changed by the caller. */
function ownPolicy({ texts }: Evidence): string | undefined {
  return texts('requestParameters.policyArn').find((arn) => !arn.includes(':iam::aws:'));
}

/** The call that takes back what was given; one for each kind of grant that the evidence holds. */
function undo({ actions, text }: Evidence): readonly Step[] {
  const user = text('requestParameters.userName');
  const role = text('requestParameters.roleName');
  const group = text('requestParameters.groupName');
  const arn = text('requestParameters.policyArn');
  const name = text('requestParameters.policyName');
  const commands = new Map([
    [
      'iam:AttachUserPolicy',
      cli`aws iam detach-user-policy --user-name ${user} --policy-arn ${arn}`,
    ],
    [
      'iam:AttachRolePolicy',
      cli`aws iam detach-role-policy --role-name ${role} --policy-arn ${arn}`,
    ],
    [
      'iam:AttachGroupPolicy',
      cli`aws iam detach-group-policy --group-name ${group} --policy-arn ${arn}`,
    ],
    [
      'iam:PutUserPolicy',
      cli`aws iam delete-user-policy --user-name ${user} --policy-name ${name}`,
    ],
    [
      'iam:PutRolePolicy',
      cli`aws iam delete-role-policy --role-name ${role} --policy-name ${name}`,
    ],
    [
      'iam:PutGroupPolicy',
      cli`aws iam delete-group-policy --group-name ${group} --policy-name ${name}`,
    ],
    [
      'iam:AddUserToGroup',
      cli`aws iam remove-user-from-group --group-name ${group} --user-name ${user}`,
    ],
  ]);
  return actions
    .filter((action) => commands.has(action))
    .map((action) => step('contain', `Take back what ${action} gave.`, commands.get(action)));
}
