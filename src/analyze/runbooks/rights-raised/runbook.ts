import type { Evidence } from '../../evidence.ts';
import { cli } from '../cli.ts';
import { defineRunbook, type Step, step } from '../runbook.ts';

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

  steps(_alert, evidence) {
    const { text } = evidence;
    return [
      ...undo(evidence),
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
  },
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

type Command = string | undefined;

/** The call that takes back what was given, and the one that gives it again, for each kind of grant. */
function undo({ actions, text }: Evidence): readonly Step[] {
  const commands = undoCommands(text);
  return actions.flatMap((action) => {
    const [back, again] = commands.get(action) ?? [];
    if (!commands.has(action)) return [];
    return step('contain', `Take back what ${action} gave.`, {
      command: back,
      breaks: 'What the identity could do only by this grant.',
      rollback: again || `Repeat the call of the alert: ${action}, with the document of the event.`,
      owner: 'identity team',
    });
  });
}

function undoCommands(
  text: Evidence['text'],
): ReadonlyMap<string, readonly [back: Command, again?: Command]> {
  const user = text('requestParameters.userName');
  const role = text('requestParameters.roleName');
  const group = text('requestParameters.groupName');
  const arn = text('requestParameters.policyArn');
  const name = text('requestParameters.policyName');
  return new Map<string, readonly [back: Command, again?: Command]>([
    [
      'iam:AttachUserPolicy',
      [
        cli`aws iam detach-user-policy --user-name ${user} --policy-arn ${arn}`,
        cli`aws iam attach-user-policy --user-name ${user} --policy-arn ${arn}`,
      ],
    ],
    [
      'iam:AttachRolePolicy',
      [
        cli`aws iam detach-role-policy --role-name ${role} --policy-arn ${arn}`,
        cli`aws iam attach-role-policy --role-name ${role} --policy-arn ${arn}`,
      ],
    ],
    [
      'iam:AttachGroupPolicy',
      [
        cli`aws iam detach-group-policy --group-name ${group} --policy-arn ${arn}`,
        cli`aws iam attach-group-policy --group-name ${group} --policy-arn ${arn}`,
      ],
    ],
    [
      'iam:AddUserToGroup',
      [
        cli`aws iam remove-user-from-group --group-name ${group} --user-name ${user}`,
        cli`aws iam add-user-to-group --group-name ${group} --user-name ${user}`,
      ],
    ],
    [
      'iam:PutUserPolicy',
      [cli`aws iam delete-user-policy --user-name ${user} --policy-name ${name}`],
    ],
    [
      'iam:PutRolePolicy',
      [cli`aws iam delete-role-policy --role-name ${role} --policy-name ${name}`],
    ],
    [
      'iam:PutGroupPolicy',
      [cli`aws iam delete-group-policy --group-name ${group} --policy-name ${name}`],
    ],
  ]);
}
