import { forEach, inEachRegion } from '../by-region.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, type Step, step } from '../runbook.ts';

/** Somebody signed in to the console, or tries to, who may not be the owner of the password. */
export const consoleSignIn = defineRunbook({
  id: 'console-sign-in',
  title: 'A console sign-in that may not be the owner’s',
  appliesTo: {
    rules: [
      'emergency-identity-used',
      'signin-brute-force',
      'signin-console-failed',
      'signin-console-without-mfa',
      'signin-failures-then-success',
      'signin-password-spraying',
      'sso-sign-in-failures',
    ],
    actions: ['signin:ConsoleLogin'],
  },
  isAboutActor: true,

  steps: inEachRegion((alert, evidence) => {
    const users = evidence
      .texts('userIdentity.userName')
      .filter((name) => !name.startsWith('HIDDEN_DUE_TO_SECURITY_REASONS'));
    const who = users.slice(0, 5).join(', ') || 'the user';
    const from = alert.sourceIps.slice(0, 5).join(', ') || 'an unknown address';
    return [
      ...forEach(users, takePassword),
      ...forEach(users, refuseAll),
      step(
        'investigate',
        `Ask ${who} in person or by telephone whether this was the owner, from ${from}.`,
      ),
      ...forEach(users, (user) =>
        step('investigate', 'Read what was done after the sign-in.', {
          command: lookupEvents(alert.region, 'Username', user),
        }),
      ),
      step('eradicate', `Give ${who} a new password and a new second factor.`, {
        breaks: 'The old password and device no longer work.',
        rollback: 'None is needed: the owner has the new ones.',
        owner: 'identity team',
      }),
      ...forEach(users, (user) =>
        step('verify', 'Check that the user has a second factor.', {
          command: cli`aws iam list-mfa-devices --user-name ${user}`,
        }),
      ),
      step('tell', `Tell ${who} and their manager what was done in their name.`),
    ];
  }),
});

const denyAll = 'arn:aws:iam::aws:policy/AWSDenyAll';

function takePassword(user: string | undefined): Step {
  return step('contain', 'Take the console password away if it was not the owner.', {
    command: cli`aws iam delete-login-profile --user-name ${user}`,
    breaks: `${user ?? 'The user'} can no longer sign in.`,
    rollback: 'Set a new password with aws iam create-login-profile; the old one is gone.',
    owner: 'identity team',
  });
}

function refuseAll(user: string | undefined): Step {
  return step(
    'contain',
    'Switch off what the session may still do: refuse everything until the password is new.',
    {
      command: cli`aws iam attach-user-policy --user-name ${user} --policy-arn ${denyAll}`,
      breaks: `Everything that ${user ?? 'the user'} and its keys do.`,
      rollback:
        cli`aws iam detach-user-policy --user-name ${user} --policy-arn ${denyAll}` ||
        'Detach AWSDenyAll from the user.',
      owner: 'identity team',
    },
  );
}
