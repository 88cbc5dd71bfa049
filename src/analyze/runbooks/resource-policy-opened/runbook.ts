import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** A topic, a queue, a table, a vault or another resource may be used by others, by its own policy or by a share. */
export const resourcePolicyOpened = defineRunbook({
  id: 'resource-policy-opened',
  title: 'A resource was shared or its policy opened',
  appliesTo: {
    rules: ['ram-*', 'messaging-*', 'resource-opened-*', 'data-store-*'],
    actions: ['ram:CreateResourceShare', 'ram:AssociateResourceShare'],
  },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const topic = text('requestParameters.topicArn');
    const queue = text('requestParameters.queueUrl');
    const share = text(
      'responseElements.resourceShare.resourceShareArn',
      'requestParameters.resourceShareArn',
    );
    return [
      keepFirst(
        'Keep the policy of the topic.',
        'resource owner',
        cli`aws sns get-topic-attributes --region ${region} --topic-arn ${topic}`,
      ),
      keepFirst(
        'Keep the policy of the queue.',
        'resource owner',
        cli`aws sqs get-queue-attributes --region ${region} --queue-url ${queue} --attribute-names Policy`,
      ),
      keepFirst(
        'Keep what the share holds.',
        'resource owner',
        cli`aws ram list-resources --region ${region} --resource-owner SELF --resource-share-arns ${share}`,
      ),
      keepFirst(
        'Keep with whom it is shared.',
        'resource owner',
        cli`aws ram list-principals --region ${region} --resource-owner SELF --resource-share-arns ${share}`,
      ),
      step('contain', 'Take the permission off the topic.', {
        command: cli`aws sns remove-permission --region ${region} --topic-arn ${topic} --label ${text('requestParameters.label')}`,
        breaks: 'Senders and subscribers of other accounts.',
        rollback: 'Put the policy that was kept first with aws sns set-topic-attributes.',
        owner: 'resource owner',
      }),
      step('contain', 'Empty the policy of the queue, so that only its own account reaches it.', {
        command: cli`aws sqs set-queue-attributes --region ${region} --queue-url ${queue} --attributes Policy=`,
        breaks: 'Topics and accounts that deliver to the queue.',
        rollback: 'Put the policy that was kept first with the same command.',
        owner: 'resource owner',
      }),
      step('contain', 'Delete the share.', {
        command: cli`aws ram delete-resource-share --region ${region} --resource-share-arn ${share}`,
        breaks: 'Everybody outside who uses what is shared.',
        rollback: 'Create the share again with the resources and principals that were kept first.',
        owner: 'resource owner',
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Put back the policy from the repository.', {
        breaks: 'Whoever was let in by the change.',
        rollback: 'Put the changed policy back; it is in the event.',
        owner: 'resource owner',
      }),
      step('verify', 'List what can be reached from outside, as IAM Access Analyzer sees it.', {
        command: cli`aws accessanalyzer list-analyzers --region ${region}`,
      }),
      step('tell', 'Tell the owner of the resource who could use it and for how long.'),
    ];
  }),
});
