import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { stolenSession } from './runbook.ts';

describe('stolen-session', () => {
  it('follows the session that was opened', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'sts.amazonaws.com',
        eventName: 'AssumeRole',
        responseElements: { credentials: { accessKeyId: 'ASIAI44QH8DHBEXAMPLE' } },
      }),
    ]);

    const commands = stolenSession.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=ASIAI44QH8DHBEXAMPLE',
    );
  });
});
