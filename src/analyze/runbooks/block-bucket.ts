import { cli } from './cli.ts';
import { type Step, step } from './runbook.ts';

/** Turns all four switches on: nothing that a policy or an ACL says opens the bucket any more. */
export const allBlocked =
  'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';

/** One bucket closed to the public, whatever opened it. */
export function blockBucket(region: string, bucket: string | undefined, sentence: string): Step {
  return step('contain', sentence, {
    command: cli`aws s3api put-public-access-block --region ${region} --bucket ${bucket} --public-access-block-configuration ${allBlocked}`,
    breaks: 'Websites and partners that read the bucket without credentials.',
    rollback:
      cli`aws s3api delete-public-access-block --region ${region} --bucket ${bucket}` ||
      'Take the block away again.',
    owner: 'resource owner',
  });
}
