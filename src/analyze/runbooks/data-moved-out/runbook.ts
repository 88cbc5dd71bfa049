import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A way was made by which data or mail leaves past the usual doors. */
export const dataMovedOut = defineRunbook({
  id: 'data-moved-out',
  title: 'A way out for data was made',
  appliesTo: {
    rules: [
      'transfer-*',
      'datasync-*',
      'rds-master-*',
      'ram-*',
      'messaging-*',
      'resource-opened-*',
      'data-store-*',
      'ssm-document-*',
      'ssm-public-*',
      'cognito-*',
      'route53-domain-*',
      'route53-record-*',
    ],
  },

  steps(alert, { text, texts }) {
    const region = alert.region;
    return [
      step(
        'contain',
        'Delete the transfer user.',
        cli`aws transfer delete-user --region ${region} --server-id ${text('requestParameters.serverId')} --user-name ${text('requestParameters.userName')}`,
      ),
      step(
        'contain',
        'Take the document back.',
        cli`aws ssm modify-document-permission --region ${region} --name ${text('requestParameters.name')} --permission-type Share --account-ids-to-remove ${texts('requestParameters.accountIdsToAdd')}`,
      ),
      step(
        'contain',
        'Delete the share.',
        cli`aws ram delete-resource-share --region ${region} --resource-share-arn ${text('responseElements.resourceShare.resourceShareArn')}`,
      ),
      step(
        'contain',
        'Lock the domain again.',
        cli`aws route53domains enable-domain-transfer-lock --region us-east-1 --domain-name ${text('requestParameters.domainName')}`,
      ),
      step(
        'preserve',
        'Keep the policy of the topic.',
        cli`aws sns get-topic-attributes --region ${region} --topic-arn ${text('requestParameters.topicArn')}`,
      ),
      step(
        'preserve',
        'Keep the policy of the queue.',
        cli`aws sqs get-queue-attributes --region ${region} --queue-url ${text('requestParameters.queueUrl')} --attribute-names Policy`,
      ),
      step(
        'preserve',
        'Keep the records of the zone.',
        cli`aws route53 list-resource-record-sets --hosted-zone-id ${text('requestParameters.hostedZoneId')}`,
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Put back the policy, the record or the password from the repository or the vault.',
      ),
      step('tell', 'Tell the owner of the data which of it could leave.'),
    ];
  },
});
