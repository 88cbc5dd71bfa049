import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Somebody looked around: by itself harmless, but it comes before everything else. */
export const discoverySweep = defineRunbook({
  id: 'discovery-sweep',
  title: 'Somebody is looking around',
  appliesTo: {
    rules: [
      'cloudtrail-history-searched-by-user',
      'enumeration-*',
      '*-enumerated',
      'iam-authorization-details-*',
      'iam-credential-report-read',
      'iam-own-rights-simulated',
      'many-regions-scouted',
      'security-tools-listed-by-user',
      'ses-quota-*',
    ],
    tactics: ['discovery'],
  },
  isAboutActor: true,

  steps({ region, actor, sourceIps }, { text }) {
    const key = text('userIdentity.accessKeyId');
    const isUser = actor.kind === 'iam-user';
    return [
      step(
        'investigate',
        `Find out whether ${actor.name} has a reason to list things: a scanner, an inventory, a new colleague.`,
        key === undefined
          ? {}
          : { command: cli`aws sts get-access-key-info --access-key-id ${key}` },
      ),
      step(
        'investigate',
        'Read what the same access key did before and since, above all what was refused and what was changed.',
        { command: lookupEvents(region, 'AccessKeyId', key) },
      ),
      step('investigate', 'Check when and where the key was last used.', {
        command: isUser ? cli`aws iam get-access-key-last-used --access-key-id ${key}` : undefined,
      }),
      step(
        'verify',
        `Watch for the next step from ${sourceIps.slice(0, 3).join(', ') || 'the same address'}: roles taken, secrets read, users made.`,
      ),
      step('tell', `Tell the owner of ${actor.name} which calls were made and from where.`),
    ];
  },
});
