import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { bucketOpened } from './runbook.ts';

describe('bucket-opened', () => {
  it('asks whether the bucket is still public', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 's3.amazonaws.com',
        eventName: 'PutBucketPolicy',
        requestParameters: { bucketName: 'customer-records-example' },
      }),
    ]);

    const commands = bucketOpened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws s3api get-bucket-policy-status --region eu-west-1 --bucket customer-records-example',
    );
  });
});
