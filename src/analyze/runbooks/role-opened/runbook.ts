import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';
import { endSessionsBefore } from '../sessions.ts';

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

  steps(alert, evidence) {
    const { text } = evidence;
    const role = text('requestParameters.roleName');
    return [
      step(
        'contain',
        'Replace the trust policy by one that trusts nobody, until the right one is known.',
        cli`aws iam update-assume-role-policy --role-name ${role} --policy-document ${trustNobody}`,
      ),
      step(
        'contain',
        'End the sessions that were opened until now.',
        cli`aws iam put-role-policy --role-name ${role} --policy-name end-older-sessions --policy-document ${endSessionsBefore(alert.lastSeen)}`,
      ),
      step(
        'preserve',
        'Write down the role with its trust policy.',
        cli`aws iam get-role --role-name ${role}`,
      ),
      step(
        'investigate',
        'See who took the role since.',
        lookupEvents(alert.region, 'ResourceName', role),
      ),
      step(
        'investigate',
        'See what the role may do.',
        cli`aws iam list-attached-role-policies --role-name ${role}`,
      ),
      step(
        'tell',
        'Ask the owner of the role whether the account or provider that is trusted now is known, and add it to `accounts` in the configuration when it is one of your own.',
      ),
    ];
  },
});

const trustNobody = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }],
});
