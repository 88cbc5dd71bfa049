import { forEachCall } from '../by-region.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** AWS found the key in public and held it back, or somebody took that hold off again. */
export const keyQuarantined = defineRunbook({
  id: 'key-quarantined',
  title: 'A key was found in public',
  appliesTo: { rules: ['iam-key-quarantined-*', 'iam-quarantine-*'] },
  isAboutActor: true,
  stopsActor: true,

  steps: forEachCall(({ region }, { text, texts }) => {
    const user = text('requestParameters.userName');
    const policy = texts('requestParameters.policyArn').find((arn) => arn.includes('Quarantine'));
    return [
      step('contain', 'Put the quarantine back, until the key is gone.', {
        command: cli`aws iam attach-user-policy --user-name ${user} --policy-arn ${policy}`,
        breaks: `What ${user ?? 'the user'} does with the services that the quarantine names.`,
        rollback:
          cli`aws iam detach-user-policy --user-name ${user} --policy-arn ${policy}` ||
          'Detach the quarantine policy.',
        owner: 'identity team',
      }),
      step('preserve', 'List the keys of the user, with the days on which they were made.', {
        command: cli`aws iam list-access-keys --user-name ${user}`,
      }),
      step('investigate', 'Read everything that was done as the user since the key was made.', {
        command: lookupEvents(region, 'Username', user),
      }),
      step(
        'investigate',
        'Find where the key lies open (a repository, an image, a page), and close it.',
      ),
      step('eradicate', 'Replace the key by a role, or by a new key where no role will do.', {
        breaks: 'Programs that use the old key, until they have the new one.',
        rollback: 'None: a key that was public stays known.',
        owner: 'identity team',
      }),
      step('verify', 'Check that only known keys are left and active.', {
        command: cli`aws iam list-access-keys --user-name ${user} --query AccessKeyMetadata`,
      }),
      step('tell', 'Answer the case that AWS opened, or the quarantine stays.', {
        owner: 'account owner',
      }),
    ];
  }),
});
