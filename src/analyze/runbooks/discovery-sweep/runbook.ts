import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Somebody looked around: by itself harmless, but it comes before everything else. */
export const discoverySweep = defineRunbook({
  id: 'discovery-sweep',
  title: 'Somebody is looking around',
  appliesTo: { rules: ['enumeration-*', '*-enumerated', '*discovery*'], tactics: ['discovery'] },
  isAboutActor: true,

  steps(alert, evidence) {
    const key = evidence.text('userIdentity.accessKeyId');
    const isUser = alert.actor.kind === 'iam-user';
    return [
      step(
        'investigate',
        `Find out whether ${alert.actor.name} has a reason to list things: a scanner, an inventory, a new colleague.`,
        key === undefined ? undefined : cli`aws sts get-access-key-info --access-key-id ${key}`,
      ),
      step(
        'investigate',
        'Read what the same access key did before and since, above all what was refused and what was changed.',
        lookupEvents(alert.region, 'AccessKeyId', key),
      ),
      step(
        'investigate',
        'Check when and where the key was last used.',
        isUser ? cli`aws iam get-access-key-last-used --access-key-id ${key}` : undefined,
      ),
      step(
        'contain',
        'If nobody can explain it, switch the key off; it can be switched on again.',
        isUser
          ? cli`aws iam update-access-key --user-name ${evidence.text('userIdentity.userName')} --access-key-id ${key} --status Inactive`
          : undefined,
      ),
      step('tell', `Tell the owner of ${alert.actor.name} which calls were made and from where.`),
    ];
  },
});
