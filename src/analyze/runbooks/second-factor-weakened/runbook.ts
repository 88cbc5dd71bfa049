import { forEachCall } from '../by-region.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A second factor was taken away, replaced, or is no longer asked for. */
export const secondFactorWeakened = defineRunbook({
  id: 'second-factor-weakened',
  title: 'A second factor was removed or weakened',
  appliesTo: {
    rules: ['iam-mfa-*', 'sso-mfa-weakened'],
    actions: ['iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'],
  },

  steps: forEachCall(({ region }, { text }) => {
    const user = text('requestParameters.userName');
    const who = user ?? 'the user';
    const serial = text('requestParameters.serialNumber');
    return [
      step(
        'contain',
        `Take the console password of ${who} away until the owner has a new device.`,
        {
          command: cli`aws iam delete-login-profile --user-name ${user}`,
          breaks: `${who} cannot sign in.`,
          rollback: 'Set a new password with aws iam create-login-profile; the old one is gone.',
          owner: 'identity team',
        },
      ),
      step('preserve', 'Keep which devices the user has.', {
        command: cli`aws iam list-mfa-devices --user-name ${user}`,
      }),
      step('investigate', `Ask ${who}, not by mail, whether a device was lost or changed.`),
      step('investigate', 'Read what the user did since.', {
        command: lookupEvents(region, 'Username', user),
      }),
      step('eradicate', 'Take off a device that the owner does not know.', {
        command: cli`aws iam deactivate-mfa-device --user-name ${user} --serial-number ${text('responseElements.virtualMFADevice.serialNumber') ?? serial}`,
        breaks: 'Whoever holds this device cannot sign in with it.',
        rollback: 'Enable the device again with two of its codes.',
        owner: 'identity team',
      }),
      step('verify', 'Check that the user has a second factor, and that policies ask for it.', {
        command: cli`aws iam get-user --user-name ${user}`,
      }),
      step('tell', `Tell ${who} that somebody changed the second factor.`),
    ];
  }),
});
