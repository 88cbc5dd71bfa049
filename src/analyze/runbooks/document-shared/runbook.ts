import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** A document of Systems Manager was shared with others, or the block against that was lifted. */
export const documentShared = defineRunbook({
  id: 'document-shared',
  title: 'A Systems Manager document was shared',
  appliesTo: { rules: ['ssm-document-*', 'ssm-public-*'] },

  steps: forEachCall((alert, { text, texts }) => {
    const { region, account } = alert;
    const name = text('requestParameters.name');
    const accounts = texts('requestParameters.accountIdsToAdd');
    const setting = text('requestParameters.settingId');
    return [
      keepFirst(
        'Keep with whom the document is shared.',
        'resource owner',
        cli`aws ssm describe-document-permission --region ${region} --name ${name} --permission-type Share`,
      ),
      step('contain', 'Take the document back.', {
        command: cli`aws ssm modify-document-permission --region ${region} --name ${name} --permission-type Share --account-ids-to-remove ${accounts}`,
        breaks: 'Other accounts that run the document.',
        rollback:
          cli`aws ssm modify-document-permission --region ${region} --name ${name} --permission-type Share --account-ids-to-add ${accounts}` ||
          'Share the document again.',
        owner: 'resource owner',
      }),
      step('contain', 'Block public sharing of documents in this region again.', {
        command: cli`aws ssm update-service-setting --region ${region} --setting-id ${setting} --setting-value Disable`,
        breaks: 'Documents that are public on purpose cannot be shared anew.',
        rollback:
          cli`aws ssm update-service-setting --region ${region} --setting-id ${setting} --setting-value Enable` ||
          'Allow public sharing again.',
        owner: 'account owner',
      }),
      step(
        'preserve',
        'Keep the document as it is now: it may hold names, addresses and secrets.',
        {
          command: cli`aws ssm get-document --region ${region} --name ${name}`,
        },
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Change every secret that the document holds.', {
        breaks: 'Programs that still use the old secret.',
        rollback: 'None: a secret that was public stays known.',
        owner: 'resource owner',
      }),
      step('verify', 'See with whom the document is shared now.', {
        command: cli`aws ssm describe-document-permission --region ${region} --name ${name} --permission-type Share --query AccountIds`,
      }),
      step(
        'tell',
        `Tell the owner of account ${account || 'unknown'} what could be read from outside.`,
      ),
    ];
  }),
});
