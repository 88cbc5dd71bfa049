import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { imageShared } from './runbook.ts';

describe('image-shared', () => {
  it('takes the image back from everybody', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'ModifyImageAttribute',
        requestParameters: { imageId: 'ami-0123456789abcdef0' },
      }),
    ]);

    const commands = imageShared.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 reset-image-attribute --region eu-west-1 --image-id ami-0123456789abcdef0 --attribute launchPermission',
    );
  });
});
