import { allBlocked, blockBucket } from '../block-bucket.ts';
import { inEachRegion } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** More people than before can read or write a bucket. */
export const bucketOpened = defineRunbook({
  id: 'bucket-opened',
  title: 'A bucket was opened',
  appliesTo: {
    rules: [
      's3-bucket-policy-*',
      's3-bucket-acl-*',
      's3-bucket-opened-*',
      's3-object-made-*',
      's3-public-*',
      's3-account-*',
      's3-access-logging-*',
    ],
  },

  steps: inEachRegion((alert, { text }) => {
    const { region, account } = alert;
    const bucket = text('requestParameters.bucketName');
    const hasPolicy = text('requestParameters.bucketPolicy.Version');
    const whole = bucket === undefined ? account : undefined;
    return [
      keepFirst(
        'Keep the policy as it is now.',
        'resource owner',
        cli`aws s3api get-bucket-policy --region ${region} --bucket ${bucket}`,
      ),
      blockBucket(region, bucket, 'Block public access to the bucket, whatever its policy says.'),
      step('contain', 'Block public access to every bucket of the account again.', {
        command: cli`aws s3control put-public-access-block --region ${region} --account-id ${whole} --public-access-block-configuration ${allBlocked}`,
        breaks: 'Every bucket of the account that is public on purpose.',
        rollback:
          cli`aws s3control delete-public-access-block --region ${region} --account-id ${whole}` ||
          'Take the block away again.',
        owner: 'account owner',
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'investigate',
        'Read in the data events or the access log which objects were fetched and by whom.',
        { command: lookupEvents(region, 'ResourceName', bucket) },
      ),
      step(
        'eradicate',
        'Put back the policy from the repository; delete the one that was added where there was none.',
        {
          command: cli`aws s3api delete-bucket-policy --region ${region} --bucket ${hasPolicy && bucket}`,
          breaks: 'Everybody who reaches the bucket through its policy alone, wanted or not.',
          rollback: 'Put the policy that was kept first with aws s3api put-bucket-policy.',
          owner: 'resource owner',
        },
      ),
      step('verify', 'Ask AWS whether the bucket is still public.', {
        command: cli`aws s3api get-bucket-policy-status --region ${region} --bucket ${bucket}`,
      }),
      step('tell', 'Tell the owner of the data for how long it was open.'),
    ];
  }),
});
