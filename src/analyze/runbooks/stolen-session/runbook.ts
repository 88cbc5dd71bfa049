import { forEachCall } from '../by-region.ts';
import { lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Temporary credentials are used in a way that their role or user was not made for. */
export const stolenSession = defineRunbook({
  id: 'stolen-session',
  title: 'A session does what it was not opened for',
  appliesTo: {
    rules: [
      'enumeration-by-instance',
      'enumeration-by-role',
      'role-probing',
      'role-tries-then-success',
      'signin-console-session-from-access-key',
      'sts-*',
    ],
    actions: ['sts:GetFederationToken', 'sts:AssumeRoot'],
  },
  isAboutActor: true,

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    return [
      step('investigate', 'Read what was done with the same credential.', {
        command: lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      }),
      step('investigate', 'Follow the session that this call opened.', {
        command: lookupEvents(
          region,
          'AccessKeyId',
          text('responseElements.credentials.accessKeyId'),
        ),
      }),
      step(
        'eradicate',
        'Close the way by which the credential was taken: the exposed metadata service, the leaked file, the laptop.',
        {
          breaks: 'What relies on that way.',
          rollback: 'Give it a way that does not show credentials.',
          owner: 'resource owner',
        },
      ),
      step(
        'verify',
        'Check that sessions opened after the containment belong to people you know.',
        {
          command: lookupEvents(
            region,
            'ResourceName',
            text('userIdentity.sessionContext.sessionIssuer.userName'),
          ),
        },
      ),
      step('tell', `Tell the owner of ${alert.actor.name} that its session was misused.`),
    ];
  }),
});
