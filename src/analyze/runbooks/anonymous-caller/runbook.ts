import { blockBucket } from '../block-bucket.ts';
import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** A resource lets people without any credentials change it. */
export const anonymousCaller = defineRunbook({
  id: 'anonymous-caller',
  title: 'A resource is open to people without credentials',
  appliesTo: { rules: ['anonymous-*'] },
  isAboutActor: true,

  steps: forEachCall(({ region, sourceIps }, { text }) => {
    const bucket = text('requestParameters.bucketName');
    return [
      keepFirst(
        'Keep the policy that opened the bucket.',
        'resource owner',
        cli`aws s3api get-bucket-policy --region ${region} --bucket ${bucket}`,
      ),
      ...blockBucket(region, bucket, 'Close the bucket to the public.'),
      step(
        'investigate',
        `Look for what came from ${sourceIps.slice(0, 5).join(', ') || 'the same addresses'} besides.`,
      ),
      step('eradicate', 'Replace what was written by a version from before.', {
        command: cli`aws s3api list-object-versions --region ${region} --bucket ${bucket} --prefix ${text('requestParameters.key')}`,
        breaks: 'What strangers wrote is no longer served.',
        rollback: 'Copy the replaced version over the current one.',
        owner: 'data owner',
      }),
      step('verify', 'Ask AWS whether the bucket is still public.', {
        command: cli`aws s3api get-bucket-policy-status --region ${region} --bucket ${bucket}`,
      }),
      step('tell', 'Tell the owner of the data since when it could be changed by anybody.'),
    ];
  }),
});
