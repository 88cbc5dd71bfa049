import type { Evidence } from '../../evidence.ts';
import { allBlocked, blockBucket } from '../block-bucket.ts';
import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, keepFirst, type Step, step } from '../runbook.ts';

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

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region, account } = alert;
    const bucket = text('requestParameters.bucketName');
    const open = evidence.actions.includes(logging) ? undefined : bucket;
    const hasPolicy = text('requestParameters.bucketPolicy.Version');
    const whole = bucket === undefined ? account : undefined;
    return [
      keepFirst(
        'Keep the policy as it is now.',
        'resource owner',
        cli`aws s3api get-bucket-policy --region ${region} --bucket ${bucket}`,
      ),
      ...blockBucket(region, open, 'Block public access to the bucket, whatever its policy says.'),
      ...logAgain(region, evidence),
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
        'Read who changed the bucket. Which objects were fetched, and by whom, stands only in the data events of a trail or in the access log.',
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

const logging = 's3:PutBucketLogging';

/** A bucket that lost its access log was not opened by that. */
function logAgain(region: string, { actions, text }: Evidence): readonly Step[] {
  if (!actions.includes(logging)) return [];
  const bucket = text('requestParameters.bucketName');
  return [
    keepFirst(
      'See whether the access log goes anywhere now.',
      'logging team',
      cli`aws s3api get-bucket-logging --region ${region} --bucket ${bucket}`,
    ),
    step(
      'contain',
      'Write the access log again, with aws s3api put-bucket-logging and the bucket and prefix of the repository.',
      {
        breaks: 'Nothing; the log costs storage.',
        rollback: 'Repeat the call of the alert.',
        owner: 'logging team',
      },
    ),
  ];
}
