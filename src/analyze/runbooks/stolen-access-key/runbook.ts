import { forEachCall } from '../by-region.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A long-lived key does what its owner would not do. */
export const stolenAccessKey = defineRunbook({
  id: 'stolen-access-key',
  title: 'A long-lived access key is in the wrong hands',
  appliesTo: {
    rules: [
      'access-denied-*',
      'access-key-used-from-elsewhere',
      'cloudtrail-formula-in-trail-name',
      'cloudtrail-history-searched-by-user',
      'enumeration-by-user',
      'escalation-tries-refused',
      'iam-access-key-*',
      'iam-authorization-details-*',
      'iam-credential-report-read',
      'iam-own-rights-simulated',
      'iam-service-credential-created',
      'many-regions-*',
      'offensive-tool-user-agent',
      'root-access-key-*',
      'security-tools-listed-by-user',
      'servicequotas-increase-requested',
      'sts-session-token-without-mfa',
      'support-case-opened',
      'user-agent-*',
    ],
    actions: ['iam:CreateAccessKey'],
  },
  isAboutActor: true,

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const created = text('responseElements.accessKey.accessKeyId');
    const owner = text('responseElements.accessKey.userName', 'requestParameters.userName');
    const used = evidence.texts('userIdentity.accessKeyId').find((key) => key.startsWith('AKIA'));
    const user = text('userIdentity.userName');
    const service = text('responseElements.serviceSpecificCredential.serviceSpecificCredentialId');
    const whose = owner ?? 'its user';
    return [
      step('contain', `Switch off the new key of ${whose} as well.`, {
        command: cli`aws iam update-access-key --user-name ${owner} --access-key-id ${created} --status Inactive`,
        breaks: 'Programs that already use the new key.',
        rollback:
          cli`aws iam update-access-key --user-name ${owner} --access-key-id ${created} --status Active` ||
          'Set the key to Active again.',
        owner: 'identity team',
      }),
      step('contain', 'Delete the credential that was made for one service.', {
        command: cli`aws iam delete-service-specific-credential --user-name ${owner} --service-specific-credential-id ${service}`,
        breaks: 'Whoever uses it.',
        rollback: 'Create a new one; the old one cannot come back.',
        owner: 'identity team',
      }),
      step('preserve', 'Read everything that the key did, in each region in use.', {
        command: lookupEvents(alert.region, 'AccessKeyId', used),
      }),
      step('investigate', 'See when and for which service the key was last used.', {
        command: cli`aws iam get-access-key-last-used --access-key-id ${created ?? used}`,
      }),
      step(
        'eradicate',
        'Delete the key after its programs have another one; prefer a role to a new key.',
        {
          command: cli`aws iam delete-access-key --user-name ${created === undefined ? user : owner} --access-key-id ${created ?? used}`,
          breaks: 'Programs that still use it; it cannot be switched on again.',
          rollback: 'None: make a new key.',
          owner: 'identity team',
        },
      ),
      step('verify', 'Check which keys the user still has.', {
        command: cli`aws iam list-access-keys --user-name ${owner ?? user}`,
      }),
      step(
        'tell',
        `Tell the owner of ${user ?? alert.actor.name} that the key has to be replaced.`,
        {
          owner: 'identity team',
        },
      ),
    ];
  }),
});
