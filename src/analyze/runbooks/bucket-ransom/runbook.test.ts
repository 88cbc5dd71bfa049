import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { bucketRansom } from './runbook.ts';

describe('bucket-ransom', () => {
  it('lists the versions that are left and keeps new ones', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 's3.amazonaws.com',
        eventName: 'DeleteObject',
        requestParameters: { bucketName: 'customer-records-example', key: 'a.pdf' },
      }),
    ]);

    const commands = bucketRansom.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws s3api list-object-versions --region eu-west-1 --bucket customer-records-example',
    );
    expect(commands).toContain(
      'aws iam update-access-key --user-name alice --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive',
    );
    expect(commands).toContain(
      'aws s3api put-bucket-versioning --region eu-west-1 --bucket customer-records-example --versioning-configuration Status=Enabled',
    );
  });
});
