import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Somebody signed in to the console, or tries to, who may not be the owner of the password. */
export const consoleSignIn = defineRunbook({
  id: 'console-sign-in',
  title: 'A console sign-in that may not be the owner’s',
  appliesTo: {
    rules: [
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

  steps(alert, evidence) {
    const user = evidence
      .texts('userIdentity.userName')
      .find((name) => !name.startsWith('HIDDEN_DUE_TO_SECURITY_REASONS'));
    return [
      step(
        'investigate',
        `Ask ${user ?? 'the user'} in person or by telephone whether this was the owner, from ${alert.sourceIps.join(', ') || 'an unknown address'}.`,
      ),
      step(
        'contain',
        'Take the console password away if it was not.',
        cli`aws iam delete-login-profile --user-name ${user}`,
      ),
      step(
        'contain',
        'Switch off what the session may still do: refuse everything until the password is new.',
        cli`aws iam attach-user-policy --user-name ${user} --policy-arn ${'arn:aws:iam::aws:policy/AWSDenyAll'}`,
      ),
      step(
        'investigate',
        'Read what was done after the sign-in.',
        lookupEvents(alert.region, 'Username', user),
      ),
      step(
        'verify',
        'Check that the user has a second factor.',
        cli`aws iam list-mfa-devices --user-name ${user}`,
      ),
    ];
  },
});
