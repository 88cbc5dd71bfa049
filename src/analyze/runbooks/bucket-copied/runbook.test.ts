import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { bucketCopied } from './runbook.ts';

describe('bucket-copied', () => {
  it('stops the copying to the other bucket', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 's3.amazonaws.com',
        eventName: 'PutBucketReplication',
        requestParameters: {
          bucketName: 'orders',
          ReplicationConfiguration: { Role: 'arn:aws:iam::111122223333:role/copy' },
        },
      }),
    ]);

    const commands = bucketCopied.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws s3api delete-bucket-replication --region eu-west-1 --bucket orders',
    );
  });
});
