import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { anonymousCaller } from './runbook.ts';

describe('anonymous-caller', () => {
  it('closes the bucket that anybody wrote to', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 's3.amazonaws.com',
        eventName: 'PutObject',
        requestParameters: { bucketName: 'public-files-example', key: 'x.html' },
      }),
    ]);

    const commands = anonymousCaller.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws s3api put-public-access-block --region eu-west-1 --bucket public-files-example --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    );
  });
});
