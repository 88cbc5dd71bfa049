import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** The objects of a bucket were fetched in bulk, or go to another account by themselves. */
export const bucketCopied = defineRunbook({
  id: 'bucket-copied',
  title: 'A bucket is copied away',
  appliesTo: { rules: ['s3-replication-*', 's3-mass-download'] },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const bucket = text('requestParameters.bucketName');
    const replicated = text('requestParameters.ReplicationConfiguration.Role') && bucket;
    return [
      keepFirst(
        'Keep the rules that say where the bucket is copied to.',
        'resource owner',
        cli`aws s3api get-bucket-replication --region ${region} --bucket ${replicated}`,
      ),
      step('contain', 'Stop the copying to the other bucket.', {
        command: cli`aws s3api delete-bucket-replication --region ${region} --bucket ${replicated}`,
        breaks: 'Every copy of this bucket, those for disaster recovery as well.',
        rollback: 'Put the rules that were kept first with aws s3api put-bucket-replication.',
        owner: 'data owner',
      }),
      step('preserve', 'Switch the access log of the bucket on, or find where it already goes.', {
        command: cli`aws s3api get-bucket-logging --region ${region} --bucket ${bucket}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'investigate',
        'Read who changed the bucket. Which objects were fetched, and from where, stands only in the data events of a trail or in the access log.',
        { command: lookupEvents(region, 'ResourceName', bucket) },
      ),
      step(
        'eradicate',
        'Ask the owner of the other bucket, or AWS Support, to have the copies deleted.',
        {
          breaks: 'Nothing on this side.',
          rollback: 'There is nothing to take back.',
          owner: 'data owner',
        },
      ),
      step(
        'verify',
        'Ask for the rules again: ReplicationConfigurationNotFoundError says that nothing is copied any more.',
        {
          command: cli`aws s3api get-bucket-replication --region ${region} --bucket ${replicated} --query ReplicationConfiguration.Rules`,
        },
      ),
      step(
        'verify',
        'Check in the data events or the access log that nobody fetches objects in bulk any more.',
      ),
      step(
        'tell',
        'Tell the owner of the data what left, and who decides whether the loss must be reported.',
      ),
    ];
  }),
});
