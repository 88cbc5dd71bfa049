import { cli } from './cli.ts';
import { keepFirst, type Step, step } from './runbook.ts';

/** Turns all four switches on: nothing that a policy or an ACL says opens the bucket any more. */
export const allBlocked =
  'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';

/** One bucket closed to the public, whatever opened it. */
export function blockBucket(
  region: string,
  bucket: string | undefined,
  sentence: string,
): readonly Step[] {
  const keep = keepFirst(
    'Keep which public access is blocked now; NoSuchPublicAccessBlockConfiguration says that none is.',
    'resource owner',
    cli`aws s3api get-public-access-block --region ${region} --bucket ${bucket}`,
  );
  const block = step('contain', sentence, {
    command: cli`aws s3api put-public-access-block --region ${region} --bucket ${bucket} --public-access-block-configuration ${allBlocked}`,
    breaks: 'Websites and partners that read the bucket without credentials.',
    rollback:
      'Put the block that was kept first with aws s3api put-public-access-block; where there was none: aws s3api delete-public-access-block.',
    owner: 'resource owner',
  });
  return [keep, block];
}
