import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { type Evidence, evidenceOf } from '../evidence.ts';
import { cli } from './cli.ts';
import { keepFirst, type Step, step } from './runbook.ts';

type Command = string | undefined;

/**
 * One step for each grant that the records gave: the call that takes it back, and the one that gives it again. Each call is
 * read by itself, so that no name of one stands beside the policy of another.
 */
export function takeGrantsBack({ records }: Pick<Evidence, 'records'>): readonly Step[] {
  return records
    .filter((record) => errorCodeOf(record) === '')
    .flatMap((record) => undo(evidenceOf([record])));
}

function undo({ actions, text }: Evidence): readonly Step[] {
  const commands = undoCommands(text);
  return actions.flatMap((action) => {
    const [back, again] = commands.get(action) ?? [];
    if (!commands.has(action)) return [];
    const undone = step('contain', `Take back what ${action} gave.`, {
      command: back,
      breaks: 'What the identity could do only by this grant.',
      rollback: again || `Repeat the call of the alert: ${action}, with the document of the event.`,
      owner: 'identity team',
    });
    return [...keepInline(action, text), undone];
  });
}

/** A policy that stands in the identity itself is gone when it is deleted. */
function keepInline(action: string, text: Evidence['text']): readonly Step[] {
  const name = text('requestParameters.policyName');
  const commands = new Map<string, Command>([
    [
      'iam:PutUserPolicy',
      cli`aws iam get-user-policy --user-name ${text('requestParameters.userName')} --policy-name ${name}`,
    ],
    [
      'iam:PutRolePolicy',
      cli`aws iam get-role-policy --role-name ${text('requestParameters.roleName')} --policy-name ${name}`,
    ],
    [
      'iam:PutGroupPolicy',
      cli`aws iam get-group-policy --group-name ${text('requestParameters.groupName')} --policy-name ${name}`,
    ],
  ]);
  if (!commands.has(action)) return [];
  return [keepFirst('Keep the policy as it is now.', 'identity team', commands.get(action))];
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
