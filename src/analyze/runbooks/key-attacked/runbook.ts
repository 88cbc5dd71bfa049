import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, onlyAfter, step } from '../runbook.ts';

/** An encryption key is about to be lost, and with it all that it encrypts. */
export const keyAttacked = defineRunbook({
  id: 'key-attacked',
  title: 'An encryption key is about to be lost',
  appliesTo: {
    rules: ['kms-key-deletion-*', 'kms-key-made-*', 'kms-key-material-*', 'kms-many-*'],
  },
  stopsActor: true,

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const key = text('requestParameters.keyId');
    return [
      step('contain', 'Stop the deletion. There are at least seven days from the call.', {
        command: onlyAfter(
          evidence,
          'kms:ScheduleKeyDeletion',
          cli`aws kms cancel-key-deletion --region ${region} --key-id ${key}`,
        ),
        breaks: 'Nothing; the key is paid for.',
        rollback:
          cli`aws kms schedule-key-deletion --region ${region} --key-id ${key} --pending-window-in-days 30` ||
          'Schedule the deletion again.',
        owner: 'data owner',
      }),
      step('contain', 'Switch the key on again.', {
        command: onlyAfter(
          evidence,
          'kms:DisableKey kms:ScheduleKeyDeletion',
          cli`aws kms enable-key --region ${region} --key-id ${key}`,
        ),
        breaks: 'Nothing: what the key encrypts can be read again.',
        rollback:
          cli`aws kms disable-key --region ${region} --key-id ${key}` || 'Disable the key again.',
        owner: 'data owner',
      }),
      step('preserve', 'Keep the policy of the key.', {
        command: cli`aws kms get-key-policy --region ${region} --key-id ${key} --policy-name default`,
      }),
      step('investigate', 'Find what the key encrypts.', {
        command: lookupEvents(region, 'ResourceName', key),
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Put back a policy that locks its owners out; where nobody is left who may, only AWS Support can.',
        {
          breaks: 'Whoever the changed policy let in.',
          rollback: 'Put the policy that was kept with aws kms put-key-policy.',
          owner: 'data owner',
        },
      ),
      step('verify', 'Read the state of the key.', {
        command: cli`aws kms describe-key --region ${region} --key-id ${key}`,
      }),
      step('tell', 'Tell the owners of everything that the key encrypts.'),
    ];
  }),
});
