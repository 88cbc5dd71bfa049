import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { stolenAccessKey } from './runbook.ts';

describe('stolen-access-key', () => {
  it('switches off the key that was made', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateAccessKey',
        requestParameters: { userName: 'bob' },
        responseElements: { accessKey: { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', userName: 'bob' } },
      }),
    ]);

    const commands = stolenAccessKey.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws iam update-access-key --user-name bob --access-key-id AKIAI44QH8DHBEXAMPLE --status Inactive',
    );
  });
});
