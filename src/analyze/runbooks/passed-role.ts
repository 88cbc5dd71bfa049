import type { EnrichedAlert } from '#src/model/alert.ts';
import type { Evidence } from '../evidence.ts';
import { cli, lookupEvents } from './cli.ts';
import { type Step, step } from './runbook.ts';
import { endRoleSessions, untilRun } from './sessions.ts';

/** The name of the role that a service was told to work as; undefined where the call names none. */
function passedRoleName({ text }: Pick<Evidence, 'text'>): string | undefined {
  return text(
    'requestParameters.role',
    'requestParameters.roleArn',
    'requestParameters.roleARN',
    'requestParameters.serviceRole',
    'requestParameters.executionRoleArn',
    'requestParameters.jobFlowRole',
    'requestParameters.agentResourceRoleArn',
  )
    ?.split('/')
    .at(-1);
}

/** What is to be done about a role that was handed to a service, whatever the service. */
export function passedRoleSteps(alert: EnrichedAlert, evidence: Evidence): readonly Step[] {
  const role = passedRoleName(evidence);
  return [
    step('contain', `End all sessions of the passed role that are open now. ${untilRun}`, {
      command: endRoleSessions(role),
      breaks: 'Everything else that works as this role has to take it again.',
      rollback:
        cli`aws iam delete-role-policy --role-name ${role} --policy-name end-older-sessions` ||
        'Delete the policy end-older-sessions.',
      owner: 'identity team',
    }),
    step('investigate', 'Read what the role may do.', {
      command: cli`aws iam list-attached-role-policies --role-name ${role}`,
    }),
    step('investigate', 'Read what the role did since.', {
      command: lookupEvents(alert.region, 'ResourceName', role),
    }),
    step(
      'eradicate',
      'Limit who may pass the role: iam:PassRole on this role, for this service alone.',
      {
        breaks: 'Pipelines that pass the role without being named.',
        rollback: 'Put the wider policy back.',
        owner: 'identity team',
      },
    ),
  ];
}
