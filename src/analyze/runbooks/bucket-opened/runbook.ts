import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** More people than before can read or write a bucket, or read what is in it. */
export const bucketOpened = defineRunbook({
  id: 'bucket-opened',
  title: 'A bucket was opened or copied',
  appliesTo: {
    rules: [
      's3-bucket-policy-*',
      's3-bucket-acl-*',
      's3-bucket-opened-*',
      's3-object-made-*',
      's3-public-*',
      's3-account-*',
      's3-replication-*',
      's3-access-logging-*',
      's3-mass-download',
    ],
  },

  steps(alert, { text }) {
    const region = alert.region;
    const bucket = text('requestParameters.bucketName');
    const hasPolicy = text('requestParameters.bucketPolicy.Version');
    const replicates = text('requestParameters.ReplicationConfiguration.Role');
    return [
      step(
        'contain',
        'Stop the copying to the other bucket.',
        cli`aws s3api delete-bucket-replication --region ${region} --bucket ${replicates && bucket}`,
      ),
      step(
        'contain',
        'Block public access to the bucket, whatever its policy says.',
        cli`aws s3api put-public-access-block --region ${region} --bucket ${bucket} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
      ),
      step(
        'preserve',
        'Keep the policy as it is now.',
        cli`aws s3api get-bucket-policy --region ${region} --bucket ${bucket}`,
      ),
      step(
        'investigate',
        'See where the bucket is copied to.',
        cli`aws s3api get-bucket-replication --region ${region} --bucket ${bucket}`,
      ),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'investigate',
        'Read in the data events or the access log which objects were fetched and by whom.',
        lookupEvents(region, 'ResourceName', bucket),
      ),
      step(
        'eradicate',
        'Put back the policy from the repository; delete the one that was added where there was none.',
        cli`aws s3api delete-bucket-policy --region ${region} --bucket ${hasPolicy && bucket}`,
      ),
      step(
        'verify',
        'Ask AWS whether the bucket is still public.',
        cli`aws s3api get-bucket-policy-status --region ${region} --bucket ${bucket}`,
      ),
      step('tell', 'Tell the owner of the data for how long it was open.'),
    ];
  },
});
