import type { EnrichedAlert } from '#src/model/alert.ts';
import type { Evidence } from '../../evidence.ts';
import { inEachRegion } from '../by-region.ts';
import { cli, lookupEvents } from '../cli.ts';
import { takeGrantsBack } from '../granted.ts';
import { defineRunbook, keepFirst, type Step, step } from '../runbook.ts';
import { endRoleSessions, untilRun } from '../sessions.ts';
import { succeeded } from '../succeeded.ts';

/** A role can be taken by somebody who could not take it before, or by somebody whom nobody knows. */
export const roleOpened = defineRunbook({
  id: 'role-opened',
  title: 'A role trusts somebody new',
  appliesTo: {
    rules: [
      'backdoor-role-created',
      'iam-admin-policy-on-role',
      'iam-external-trust-*',
      'iam-github-trust-*',
      'iam-role-*',
      'sts-role-assumed-from-outside-account',
    ],
    actions: ['iam:UpdateAssumeRolePolicy'],
  },

  steps: inEachRegion((alert, evidence) => {
    const roles = evidence.texts('requestParameters.roleName');
    return [
      ...(roles.length === 0 ? [undefined] : roles).flatMap((role) =>
        stepsFor(role, alert, evidence),
      ),
      ...takeGrantsBack(evidence),
      step(
        'tell',
        'Ask the owner of the role whether the account or provider that is trusted now is known, and add it to `accounts` in the configuration when it is one of your own.',
      ),
    ];
  }),
});

function stepsFor(
  role: string | undefined,
  alert: EnrichedAlert,
  evidence: Evidence,
): readonly Step[] {
  return [
    keepFirst(
      'Keep the role with its trust policy before that is replaced.',
      'identity team',
      cli`aws iam get-role --role-name ${role}`,
    ),
    step(
      'contain',
      'Replace the trust policy by one that trusts nobody, until the right one is known.',
      {
        command: cli`aws iam update-assume-role-policy --role-name ${role} --policy-document ${trustNobody}`,
        breaks: 'Nobody and nothing can take the role, AWS services as well.',
        rollback: 'Put the trust policy that was kept first with the same command.',
        owner: 'identity team',
      },
    ),
    step('contain', `End the sessions that were opened until now. ${untilRun}`, {
      command: endRoleSessions(role),
      breaks: 'Whoever works as this role has to take it again.',
      rollback:
        cli`aws iam delete-role-policy --role-name ${role} --policy-name end-older-sessions` ||
        'Delete the policy end-older-sessions.',
      owner: 'identity team',
    }),
    step('investigate', 'See who took the role since.', {
      command: lookupEvents(alert.region, 'ResourceName', role),
    }),
    step('investigate', 'See what the role may do.', {
      command: cli`aws iam list-attached-role-policies --role-name ${role}`,
    }),
    ...putRight(evidence, role),
    step('verify', 'Read the trust policy again.', {
      command: cli`aws iam get-role --role-name ${role} --query Role.AssumeRolePolicyDocument`,
    }),
  ];
}

/** Only a role that the calls of the alert made is theirs to delete: others had an owner before. */
function putRight(evidence: Evidence, role: string | undefined): readonly Step[] {
  const created = succeeded(evidence, 'iam:CreateRole').texts('requestParameters.roleName');
  const deletion = step('eradicate', 'Delete the role that was created, after its policies.', {
    command: cli`aws iam delete-role --role-name ${role}`,
    breaks: 'Whatever works as this role; the call is refused while policies are attached.',
    rollback: 'Create the role again from what was kept; its id is another one.',
    owner: 'identity team',
  });
  if (role !== undefined && created.includes(role)) return [deletion];
  const putBack = step(
    'eradicate',
    'Put back the trust policy and the policies that the role had before, from its template or from the last event that set them. Do not delete the role: the events of this alert did not create it.',
    {
      breaks: 'Whoever takes the role only by the new trust.',
      rollback: 'Put the trust policy that was kept first.',
      owner: 'identity team',
    },
  );
  return [putBack];
}

const trustNobody = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }],
});
