import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { bucketRansom } from './runbook.ts';

describe('bucket-ransom', () => {
  it('keeps old versions again', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 's3.amazonaws.com',
        eventName: 'PutBucketVersioning',
        requestParameters: { bucketName: 'orders' },
      }),
    ]);

    const commands = bucketRansom.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws s3api put-bucket-versioning --region eu-west-1 --bucket orders --versioning-configuration Status=Enabled',
    );
  });
});
