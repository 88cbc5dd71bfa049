import { confirmWithOwner } from '../caller-steps.ts';
import { lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** What to do when no other runbook knows the activity: find out who, from where, and what else. */
export const unknownActivity = defineRunbook({
  id: 'unknown-activity',
  title: 'Activity that no other runbook knows',
  appliesTo: {},
  isAboutActor: true,

  steps(alert, { text }) {
    return [
      confirmWithOwner(alert),
      step('investigate', 'Read what the same access key did around it.', {
        command: lookupEvents(alert.region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      }),
      step(
        'tell',
        `Tell the owner of account ${alert.account || 'unknown'} what was found and what was decided.`,
      ),
    ];
  },
});
