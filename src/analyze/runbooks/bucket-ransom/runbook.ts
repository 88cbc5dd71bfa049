import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

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

  steps(alert, { text }) {
    const region = alert.region;
    const bucket = text('requestParameters.bucketName');
    const user = text('userIdentity.userName');
    const key = text('userIdentity.accessKeyId');
    return [
      step(
        'contain',
        'Switch the access key off.',
        cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Inactive`,
      ),
      step(
        'contain',
        'Keep everybody from deleting and overwriting until it is clear who does it.',
        cli`aws s3api put-bucket-policy --region ${region} --bucket ${bucket} --policy ${bucket && refuseChanges(bucket)}`,
      ),
      step(
        'contain',
        'Keep old versions again.',
        cli`aws s3api put-bucket-versioning --region ${region} --bucket ${bucket} --versioning-configuration Status=Enabled`,
      ),
      step(
        'preserve',
        'Keep the lifecycle rules as evidence.',
        cli`aws s3api get-bucket-lifecycle-configuration --region ${region} --bucket ${bucket}`,
      ),
      step(
        'contain',
        'Delete the lifecycle rules: they run at midnight UTC, until then nothing is lost.',
        cli`aws s3api delete-bucket-lifecycle --region ${region} --bucket ${bucket}`,
      ),
      step(
        'investigate',
        'List which versions and delete markers there are.',
        cli`aws s3api list-object-versions --region ${region} --bucket ${bucket}`,
      ),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Restore from versions, replicas or AWS Backup; objects with a foreign key are lost without a copy.',
      ),
      step(
        'tell',
        'Call the people who decide about extortion. Pay nothing and answer nothing before that.',
      ),
    ];
  },
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
