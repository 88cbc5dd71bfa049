import { forEachCall } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** Objects are encrypted, deleted or about to be, for money or out of malice. */
export const bucketRansom = defineRunbook({
  id: 'bucket-ransom',
  title: 'Objects are encrypted or deleted for ransom',
  appliesTo: {
    rules: [
      's3-object-encrypted-*',
      's3-objects-*',
      's3-ransom-*',
      's3-object-versions-*',
      's3-versions-*',
      's3-lifecycle-*',
      's3-versioning-*',
    ],
  },
  stopsActor: true,

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const bucket = text('requestParameters.bucketName');
    return [
      keepFirst(
        'Keep the policy of the bucket before it is replaced.',
        'resource owner',
        cli`aws s3api get-bucket-policy --region ${region} --bucket ${bucket}`,
      ),
      keepFirst(
        'Keep the lifecycle rules as evidence.',
        'resource owner',
        cli`aws s3api get-bucket-lifecycle-configuration --region ${region} --bucket ${bucket}`,
      ),
      step(
        'contain',
        'Keep everybody from deleting and overwriting until it is clear who does it.',
        {
          command: cli`aws s3api put-bucket-policy --region ${region} --bucket ${bucket} --policy ${bucket && refuseChanges(bucket)}`,
          breaks: 'Every program that writes to the bucket, and the policy that was there before.',
          rollback:
            'Put the policy that was kept first; where there was none: aws s3api delete-bucket-policy.',
          owner: 'data owner',
        },
      ),
      step('contain', 'Keep old versions again.', {
        command: cli`aws s3api put-bucket-versioning --region ${region} --bucket ${bucket} --versioning-configuration Status=Enabled`,
        breaks: 'Nothing; every version costs storage.',
        rollback:
          cli`aws s3api put-bucket-versioning --region ${region} --bucket ${bucket} --versioning-configuration Status=Suspended` ||
          'Suspend versioning again.',
        owner: 'resource owner',
      }),
      step(
        'contain',
        'Delete the lifecycle rules: they run at midnight UTC, until then nothing is lost.',
        {
          command: cli`aws s3api delete-bucket-lifecycle --region ${region} --bucket ${bucket}`,
          breaks: 'The wanted clean-up of old objects stops as well.',
          rollback:
            'Put the rules that were kept first with aws s3api put-bucket-lifecycle-configuration.',
          owner: 'resource owner',
        },
      ),
      step('preserve', 'List which versions and delete markers there are.', {
        command: cli`aws s3api list-object-versions --region ${region} --bucket ${bucket}`,
      }),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Restore from versions, replicas or AWS Backup; objects with a foreign key are lost without a copy.',
        {
          breaks: 'What was written to the bucket since is overwritten.',
          rollback: 'With versioning on, the overwritten versions are still there.',
          owner: 'data owner',
        },
      ),
      step('verify', 'Read some of the restored objects, and check that versioning is on.', {
        command: cli`aws s3api get-bucket-versioning --region ${region} --bucket ${bucket}`,
      }),
      step(
        'tell',
        'Call the people who decide about extortion. Pay nothing and answer nothing before that.',
      ),
    ];
  }),
});

/** Nobody may delete or overwrite what is in the bucket. */
function refuseChanges(bucket: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject'],
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    ],
  });
}
